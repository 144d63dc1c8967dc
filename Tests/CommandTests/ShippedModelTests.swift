import Foundation
import Testing

@Suite("The model that comes along")
struct ShippedModelTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let corpora: URL? = {
    let named = ProcessInfo.processInfo.environment["SPEECH_EMOTION_CORPORA"].map { URL(fileURLWithPath: $0) }
    let folder = named ?? root.deletingLastPathComponent().appendingPathComponent("shared/corpora")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// A row of the score tables: clips, mean recall with its interval, accuracy and macro F1 as they are written.
  private static func row(_ beginning: String, in document: String) throws -> [String] {
    let text = try String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("| " + beginning) }, "\(beginning)")
    return line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test(
    "The figures of its card and of the README are those of the speakers it never heard",
    .enabled(if: corpora != nil, "needs ../shared/corpora or SPEECH_EMOTION_CORPORA"),
    arguments: [
      (["--corpus", "ravdess"], "RAVDESS actors"),
      (["--corpus", "ravdess", "--scheme", "six"], "the same, six emotions"),
      (["--corpus", "cremad"], "CREMA-D, eight actors"),
      (["--corpus", "cremad", "--scheme", "six"], "the same, its five emotions"),
    ])
  func figures(arguments: [String], row: String) throws {
    let corpora = try #require(Self.corpora)
    let outcome = try CommandLineProgram.speechEmotion.run(
      ["evaluate", corpora.path, "--test-speakers", "--json"] + arguments)
    #expect(outcome.status == 0)
    let scores = try #require(try outcome.json() as? [String: Any])
    let percent = { (key: String) in
      String(format: "%.1f %%", 100 * (try #require(scores[key] as? Double)))
    }
    for document in ["Documentation/model-card.md", "README.md"] {
      let cells = try Self.row(row, in: document)
      #expect(cells[1] == "\(try #require(scores["clips"] as? Int))", "\(document): \(row)")
      #expect(cells[2].hasPrefix(try percent("unweighted_average_recall") + " ("), "\(document): \(row)")
      #expect(try cells[3] == percent("accuracy"), "\(document): \(row)")
      #expect(try cells[4] == percent("macro_f1"), "\(document): \(row)")
    }
  }
}
