import Foundation
import SpeechEmotion
import TerminalInterface

/// A form that timelines are written in.
enum TimelineWriter {
  case table(Terminal)
  case json
  case csv(labels: [String])
  /// Whether there are several inputs, whose names have to differ.
  case rttm(hasSeveral: Bool)
  case vtt

  /// What stands before the first timeline.
  var beginning: String {
    switch self {
    case .table, .json, .rttm: ""
    case .csv(let labels): CSVText.record(["path", "start", "end", "label", "confidence"] + labels)
    case .vtt: "WEBVTT\n\n"
    }
  }

  /// One timeline.
  func text(_ timeline: Timeline, path: String) -> String {
    switch self {
    case .table(let terminal): table(timeline, path: path, terminal: terminal)
    case .json: ""
    case .csv(let labels): timeline.segments.map { Self.record($0, path: path, labels: labels) }.joined()
    case .rttm(let hasSeveral):
      timeline.segments.compactMap { Self.rttm($0, path: path, isWholePath: hasSeveral) }.joined()
    case .vtt: timeline.segments.compactMap(Self.cue).joined()
    }
  }

  /// The JSON object of one timeline.
  static func object(_ timeline: Timeline, path: String) -> JSONText {
    .object([("path", .string(path))] + timeline.members)
  }

  private func table(_ timeline: Timeline, path: String, terminal: Terminal) -> String {
    var plain = terminal
    plain.hasColour = false
    let bar = Bar(width: 20)
    let rows: [[Table.Cell]] = timeline.segments.map { segment in
      let times: [Table.Cell] = [
        .init(Self.clock(segment.start)), .init(Self.clock(segment.end)),
      ]
      guard let prediction = segment.prediction else {
        return times + [.init(PredictionAnswer.noSpeech, style: .dim)]
      }
      return times + [
        .init(prediction.label, style: .bold), .init(NumberFormat.percent(prediction.confidence)),
        .init(bar.drawn(prediction.confidence, on: plain), style: .blue),
      ]
    }
    let table = Table(
      columns: [
        .init("from", alignment: .right), .init("to", alignment: .right), .init("label"),
        .init("confidence", alignment: .right),
        .init("", truncation: .droppingColumn, minimumWidth: bar.width),
      ], rows: rows, indentation: 2)
    let seconds = NumberFormat.duration(seconds: timeline.durationSeconds)
    let speech = NumberFormat.duration(seconds: timeline.speechSeconds)
    var lines = [
      "\(path.printable)  " + terminal.styled("\(seconds), \(speech) of speech", .dim), "",
    ]
    lines += table.lines(for: terminal)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func record(_ segment: Timeline.Segment, path: String, labels: [String]) -> String {
    let times = ["\(rounded(segment.start))", "\(rounded(segment.end))"]
    guard let prediction = segment.prediction else {
      return CSVText.record([path] + times + [PredictionAnswer.noSpeech, ""] + labels.map { _ in "" })
    }
    return CSVText.record(
      [path] + times + [prediction.label, "\(prediction.confidence)"]
        + prediction.values.map { "\($0)" })
  }

  /// A line of the Rich Transcription evaluations' format: type, file, channel, start, duration, two that are empty, name, confidence,
  /// and one that is empty. Fields are separated by spaces, so names have none.
  private static func rttm(_ segment: Timeline.Segment, path: String, isWholePath: Bool) -> String? {
    guard let prediction = segment.prediction else { return nil }
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let name = path == "-" ? "stdin" : isWholePath ? path : stem
    let file = String(name.map { $0.isWhitespace ? "_" : $0 })
    let numbers = [segment.start, segment.duration].map { NumberFormat.fixed($0, decimals: 3) }
    return
      "SPEAKER \(file) 1 \(numbers[0]) \(numbers[1]) <NA> <NA> \(prediction.label) \(NumberFormat.fixed(prediction.confidence, decimals: 3)) <NA>\n"
  }

  /// A cue of WebVTT.
  private static func cue(_ segment: Timeline.Segment) -> String? {
    guard let prediction = segment.prediction else { return nil }
    let label = prediction.label.replacing("_", with: " ")
    return
      "\(stamp(segment.start)) --> \(stamp(segment.end))\n\(label) \(NumberFormat.percent(prediction.confidence, decimals: 0))\n\n"
  }

  /// `hh:mm:ss.mmm`.
  private static func stamp(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    let parts = [milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds / 1000 % 60]
    let clock = parts.map { String("0\($0)".suffix(max(2, "\($0)".count))) }.joined(separator: ":")
    return clock + "." + String("00\(milliseconds % 1000)".suffix(3))
  }

  /// `m:ss.s`.
  private static func clock(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    let whole = tenths / 10
    let text = NumberFormat.clock(seconds: Double(whole))
    return "\(text).\(tenths % 10)"
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
