import Foundation
import Testing

/// Texts that are kept beside the tests.
enum Snapshot {
  /// Compares a text with its snapshot; with `RECORD_SNAPSHOTS` in the environment, writes the snapshot instead.
  static func expect(_ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Snapshots").appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try? FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? Data(text.utf8).write(to: file)
    }
    let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(
      text == kept, "run the tests with RECORD_SNAPSHOTS=1 if the new text is meant",
      sourceLocation: sourceLocation)
  }
}
