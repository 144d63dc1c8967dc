import Foundation
import Testing

/// As much of `swift package dump-package` as is looked at.
struct PackageManifest: Decodable {
  struct Target: Decodable {
    let name: String
    let type: String
    let dependencies: [Dependency]
    let settings: [Setting]
    let path: String?

    /// What tests share lies beside them.
    var isForTests: Bool { path?.hasPrefix("Tests/") ?? false }
    var hasUnsafeFlags: Bool { settings.contains { $0.kind.keys.contains("unsafeFlags") } }
  }

  /// `{"tool": "cxx", "kind": {"unsafeFlags": {...}}}`
  struct Setting: Decodable {
    let kind: [String: Anything]
  }

  struct Anything: Decodable {
    init(from decoder: any Decoder) {}
  }

  /// `{"byName": ["SpeechAudio", null]}` or `{"product": ["ArgumentParser", "swift-argument-parser", null, null]}`
  struct Dependency: Decodable {
    let name: String?

    init(from decoder: any Decoder) throws {
      let keyed = try decoder.singleValueContainer().decode([String: Names].self)
      name = keyed.values.first?.first
    }

    private struct Names: Decodable {
      let first: String?

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        first = try list.decode(String?.self)
      }
    }
  }

  let targets: [Target]

  /// The manifest of the working tree, as SwiftPM reads it.
  static func ours() throws -> PackageManifest {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "manifest-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let dump = try Program.run(
      "swift", ["package", "dump-package", "--scratch-path", scratch.path], in: Project.root)
    try #require(dump.status == 0, "\(dump.output)")
    // What SwiftPM has to say beside it (a warning, say) comes before the first brace.
    let json = try #require(dump.output.firstIndex(of: "{").map { dump.output[$0...] })
    return try JSONDecoder().decode(PackageManifest.self, from: Data(json.utf8))
  }
}
