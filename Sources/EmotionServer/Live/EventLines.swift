internal import Foundation
internal import SpeechEmotion

/// Events as JSON lines, byte for byte those of `speech-emotion listen --json`.
struct EventLines {
  /// Whether levels are written too.
  let hasLevels: Bool
  private let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  /// - Parameter hasLevels: Whether levels are written too.
  init(hasLevels: Bool) { self.hasLevels = hasLevels }

  /// One line for each event.
  func text(_ events: [EmotionEvent]) throws -> String {
    try events.reduce(into: "") { text, event in
      if case .level = event, !hasLevels { return }
      text += String(decoding: try encoder.encode(event), as: UTF8.self) + "\n"
    }
  }

  /// The media type.
  static let type = "application/x-ndjson"
}
