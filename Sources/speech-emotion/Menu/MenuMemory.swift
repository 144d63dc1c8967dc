import Foundation
import SpeechEmotion

/// The answers of the last time, in a small file.
///
/// Nothing depends on it: where the file is damaged or cannot be read, there are no answers.
struct MenuMemory {
  /// The file.
  let path: String

  /// The place that the XDG Base Directory Specification has for what a program remembers.
  ///
  /// - Parameters:
  ///   - environment: Names and values, as of a process.
  ///   - home: The user's own folder.
  init(environment: [String: String], home: String) {
    // "All paths set in these environment variables must be absolute"; others are to be ignored.
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    path = (state ?? home + "/.local/state") + "/speech-emotion/menu.json"
  }

  /// What the file holds; of questions that the menu no longer asks, nothing.
  func answers() -> MenuAnswers {
    var answers = MenuAnswers()
    guard let data = FileManager.default.contents(atPath: path),
      let texts = try? JSONDecoder().decode([String: String].self, from: data)
    else { return answers }
    for (name, text) in texts {
      guard let key = MenuAnswers.Key(rawValue: name) else { continue }
      answers[key] = text
    }
    return answers
  }

  /// Writes the answers.
  ///
  /// - Parameter answers: Those to keep.
  /// - Throws: Where the file cannot be written.
  func keep(_ answers: MenuAnswers) throws {
    let known = MenuAnswers.Key.allCases.filter { answers.has($0) }
    let text = JSONText.object(known.map { ($0.rawValue, .string(answers[$0])) }).document
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try WholeFile.write(Data(text.utf8), to: path)
  }
}
