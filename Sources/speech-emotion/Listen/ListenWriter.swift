import Foundation
import SpeechEmotion
import TerminalInterface

/// A form that events are written in.
protocol ListenWriter {
  /// Takes an event in, and writes what is to be seen of it.
  mutating func write(_ event: EmotionEvent, _ output: inout Output) throws
  /// Ends the display.
  mutating func end(_ output: inout Output) throws
}

extension ListenWriter {
  mutating func end(_ output: inout Output) throws {}
}

/// One JSON object a line.
struct ListenJSONWriter: ListenWriter {
  /// Whether levels are written too.
  let hasLevels: Bool
  private let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  init(hasLevels: Bool) { self.hasLevels = hasLevels }

  mutating func write(_ event: EmotionEvent, _ output: inout Output) throws {
    if case .level = event, !hasLevels { return }
    try output.writeLine(String(decoding: encoder.encode(event), as: UTF8.self))
    try output.flush()
  }
}

/// A line for every utterance.
struct ListenTextWriter: ListenWriter {
  let terminal: Terminal

  mutating func write(_ event: EmotionEvent, _ output: inout Output) throws {
    guard case .utteranceEnded(let utterance) = event else { return }
    try output.writeLine(Self.line(utterance, terminal: terminal))
    try output.flush()
  }

  /// `0:12 to 0:15  male_happy 62.1 %`
  static func line(_ utterance: EmotionEvent.Utterance, terminal: Terminal) -> String {
    let times = [utterance.start, utterance.end].map { NumberFormat.clock(seconds: $0) }
    let span = terminal.styled("\(times[0]) to \(times[1])", .dim)
    guard let prediction = utterance.prediction else { return "\(span)  nothing to hear" }
    return
      "\(span)  \(terminal.styled(prediction.label, .bold)) \(NumberFormat.percent(prediction.confidence))"
  }
}
