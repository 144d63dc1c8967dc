import Foundation
import Testing

@Suite("Import table: CONTRIBUTING.md, Package.swift and the sources agree")
struct ImportTableTests {
  let table: ImportTable

  init() throws {
    table = try ImportTable(markdown: try #require(Project.text("CONTRIBUTING.md")))
  }

  @Test("Every target has a row, and every row a target")
  func rowsAreTargets() throws {
    let targets = try Project.targets()
    #expect(Set(table.rows.keys) == targets)
  }

  @Test("No file imports what the table does not allow its target")
  func importsAreAllowed() throws {
    for path in try Project.files() where path.hasPrefix("Sources/") && path.hasSuffix(".swift") {
      let target = String(path.split(separator: "/")[1])
      let allowed = try #require(table.rows[target], "\(target) has no row").union(ImportTable.standard)
      let source = try #require(Project.text(path))
      let surplus = ImportTable.imports(in: source).subtracting(allowed).sorted()
      #expect(
        surplus.isEmpty,
        "\(path) imports \(surplus.joined(separator: ", ")), which the table in CONTRIBUTING.md does not allow \(target)"
      )
    }
  }

  @Test("Package.swift declares the same arrows")
  func manifestAgrees() throws {
    let manifest = try PackageManifest.ours()
    for target in manifest.targets where target.type != "test" && !target.isForTests {
      let declared = Set(target.dependencies.compactMap(\.name))
      #expect(declared == table.rows[target.name], "\(target.name) in Package.swift")
    }
  }

  @Test(
    "Detection reaches no training, and nothing but training reaches libtorch",
    arguments: [
      "SpeechEmotion", "speech-emotion", "EmotionCorpora", "EmotionEvaluation", "TerminalInterface",
    ])
  func detectionHasNoEngine(target: String) {
    let reached = table.closure(of: target)
    #expect(reached.isDisjoint(with: ["CTorch", "TorchTensor", "EmotionTraining", "CSoundTouch"]))
  }

  @Test("Nothing but the command needs a sound device", arguments: ["SpeechEmotion", "speech-emotion-train"])
  func detectionHasNoDevice(target: String) {
    #expect(table.closure(of: target).isDisjoint(with: ["CPortAudio", "SpeechDevices"]))
  }

  @Test("The reader of imports knows every way to write one")
  func readsImports() {
    let source = """
      import A
      public import B
      @testable import C
      @preconcurrency internal import D
      import struct E.Thing
        import F
      // import G
      let text = "import H"
      @_spi(Inner) public import I
      """
    #expect(ImportTable.imports(in: source) == ["A", "B", "C", "D", "E", "F", "I"])
  }
}
