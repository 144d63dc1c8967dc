import Foundation
import Testing

@Suite("Synthetic voices: the dozen that is bundled, and the corpus that a script makes")
struct SyntheticVoicesTests {
  static let emotions = ["calm", "happy", "sad", "dislike", "fearful", "surprised"]
  static let hasSynthesiser = (try? Program.run("espeak-ng", ["--version"], in: Project.root).status) == 0

  @Test("Voices/ has one small file for each of the twelve classes, and a README that says what they are")
  func bundledVoices() throws {
    let expected = ["female", "male"].flatMap { gender in Self.emotions.map { "Voices/\(gender)_\($0).opus" }
    }
    let voices = try Project.files().filter { $0.hasPrefix("Voices/") }
    #expect(voices.filter { $0.hasSuffix(".opus") } == expected.sorted())
    for path in voices where path.hasSuffix(".opus") {
      let size = try Data(contentsOf: Project.root.appending(path: path)).count
      #expect((2_000...12_500).contains(size), "\(path) has \(size) bytes")
    }
    #expect(try #require(Project.text("Voices/README.md")).contains("synthetic"))
  }

  @Test(
    "The same call makes the same corpus: a manifest, and a clip for every row of it",
    .enabled(if: hasSynthesiser, "espeak-ng is not on PATH"))
  func corpusRepeats() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "acted-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = Project.root.appending(path: "Scripts/synthesize-voices").path
    for name in ["one", "two"] {
      let run = try Program.run(
        script,
        ["--voices", "2", "--sentences", "1", "--output", folder.appending(path: name).path], in: Project.root
      )
      try #require(run.status == 0, "\(run.output)")
    }
    let manifest = try String(contentsOf: folder.appending(path: "one/manifest.csv"), encoding: .utf8)
    let rows = manifest.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.first == ["path", "label", "speaker", "gender", "corpus", "sentence"])
    #expect(rows.count == 1 + 2 * 6)
    #expect(Set(rows.dropFirst().map { $0[1] }).count == 6)
    #expect(Set(rows.dropFirst().map { $0[3] }) == ["male", "female"])
    for row in rows.dropFirst() {
      let first = try Data(contentsOf: folder.appending(path: "one/\(row[0])"))
      let second = try Data(contentsOf: folder.appending(path: "two/\(row[0])"))
      #expect(first == second, "\(row[0]) differs from one run to the next")
      #expect(first.count > 44_100, "\(row[0]) is shorter than a second")
    }
  }
}
