import SpeechEmotion
import TerminalInterface

/// One voice at length: its label, and a bar for every label, likeliest first.
struct PredictionBarsWriter: PredictionWriter {
  let terminal: Terminal
  /// Labels to show at most; nil for all.
  let top: Int?

  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    switch answer.outcome {
    case .failure: return
    case .noSpeech(let seconds):
      try writeHead(answer, seconds: seconds, &output)
      try output.writeLine("  \(terminal.styled(PredictionAnswer.noSpeech, .bold))")
    case .emotion(let prediction, let abstained):
      try writeHead(answer, seconds: prediction.durationSeconds, &output)
      try write(prediction, abstained: abstained, &output)
    }
  }

  private func writeHead(_ answer: PredictionAnswer, seconds: Double, _ output: inout Output) throws {
    let duration = NumberFormat.duration(seconds: seconds)
    let room = terminal.layoutWidth - duration.count - 2
    let ellipsis = terminal.hasUnicode ? "…" : "..."
    let path =
      terminal.width == nil
      ? answer.path.printable
      : answer.path.printable.truncated(toWidth: max(room, 8), keepingEnd: true, ellipsis: ellipsis)
    try output.writeLine("\(path)  \(terminal.styled(duration, .dim))")
    try output.writeLine()
  }

  private func write(_ prediction: Prediction, abstained: Bool, _ output: inout Output) throws {
    let confidence = NumberFormat.percent(prediction.confidence)
    let label =
      abstained
      ? terminal.styled(PredictionAnswer.unsure(prediction.label), .bold)
      : terminal.styled(prediction.label, [.bold, .green])
    try output.writeLine("  \(label)  \(confidence)")
    try output.writeLine()
    try output.write(lines: bars(prediction))
    if let gender = prediction.gender {
      try output.writeLine()
      let emotion = "emotion " + share(prediction.emotion, of: prediction.emotionProbabilities)
      let voice = "gender " + share(gender, of: prediction.genderProbabilities)
      let fits = emotion.displayWidth + voice.displayWidth + 4 <= terminal.layoutWidth
      try output.write(lines: fits ? ["  \(emotion), \(voice)"] : ["  \(emotion)", "  \(voice)"])
    }
  }

  private func bars(_ prediction: Prediction) -> [String] {
    let ranked = prediction.ranked.prefix(top ?? .max)
    let labelWidth = ranked.map { $0.label.displayWidth }.max() ?? 0
    // Two spaces in front, two between columns, seven for "100.0 %".
    let room = terminal.layoutWidth - labelWidth - 2 - 2 - 2 - 7
    let bar = Bar(width: min(max(room, 4), 40))
    return Table(
      columns: [.init(), .init(minimumWidth: bar.width), .init(alignment: .right, minimumWidth: 7)],
      rows: ranked.enumerated().map { rank, entry in
        [
          .init(entry.label, style: rank == 0 ? .bold : []),
          .init(bar.drawn(entry.probability, on: plain), style: rank == 0 ? .green : .blue),
          .init(NumberFormat.percent(entry.probability)),
        ]
      }, indentation: 2
    ).lines(for: terminal)
  }

  /// The same terminal without colour: the table colours whole cells.
  private var plain: Terminal {
    var plain = terminal
    plain.hasColour = false
    return plain
  }

  private func share(_ name: String, of probabilities: [(label: String, probability: Double)]) -> String {
    guard let entry = probabilities.first(where: { $0.label == name }) else { return name }
    return "\(name) \(NumberFormat.percent(entry.probability))"
  }
}

/// Many voices: a row for each.
struct PredictionTableWriter: PredictionWriter {
  private let terminal: Terminal
  private let layout: TableLayout
  private let top: Int
  private static let bar = Bar(width: 20)

  init(terminal: Terminal, paths: [String], labels: [String], top: Int?) {
    self.terminal = terminal
    self.top = top ?? 1
    var columns: [Table.Column] = [
      .init("file", truncation: .keepingEnd),
      .init("label", minimumWidth: labels.map { $0.displayWidth }.max() ?? 0),
      .init("confidence", alignment: .right),
      .init("", truncation: .droppingColumn, minimumWidth: Self.bar.width),
    ]
    if self.top > 1 {
      // As wide as the longest labels with " 99 %" and a comma each.
      let longest = labels.map { $0.displayWidth + 7 }.sorted(by: >).prefix(self.top - 1).reduce(0, +)
      columns.append(.init("then", truncation: .keepingStartOrDropping, minimumWidth: longest))
    }
    layout = Table(columns: columns, rows: paths.map { [.init($0.printable)] }).layout(for: terminal)
  }

  mutating func begin(_ output: inout Output) throws {
    try output.write(lines: layout.header(for: terminal))
  }

  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    var cells: [Table.Cell] = [.init(answer.path.printable)]
    switch answer.outcome {
    case .failure:
      cells.append(.init("-", style: .red))
    case .noSpeech:
      cells.append(.init(PredictionAnswer.noSpeech, style: .dim))
    case .emotion(let prediction, let abstained):
      var plain = terminal
      plain.hasColour = false
      let next = prediction.ranked.dropFirst().prefix(top - 1).map {
        "\($0.label) \(NumberFormat.percent($0.probability, decimals: 0))"
      }
      cells += [
        abstained
          ? .init(PredictionAnswer.unsure(prediction.label), style: .dim)
          : .init(prediction.label, style: .bold),
        .init(NumberFormat.percent(prediction.confidence)),
        .init(Self.bar.drawn(prediction.confidence, on: plain), style: .blue),
        .init(next.joined(separator: ", "), style: .dim),
      ]
    }
    try output.writeLine(layout.line(cells, for: terminal))
  }
}

extension Prediction {
  /// Labels and probabilities, likeliest first; equal ones in the order of the model.
  var ranked: [(label: String, probability: Double)] {
    probabilities.enumerated()
      .sorted { ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset) }
      .map { ($0.element.label, $0.element.probability) }
  }
}
