import EmotionCorpora
import TerminalInterface

/// Writes a row for each voice of a sample, and how many were right.
struct SampleWriter {
  private let terminal: Terminal
  private let labels: [String]
  private let layout: TableLayout
  private var right = 0
  private var answered = 0
  /// Voices without an answer.
  private(set) var unanswered = 0

  init(terminal: Terminal, scheme: LabelScheme, paths: [String]) {
    self.terminal = terminal
    labels = scheme.labels
    let labelWidth = labels.map { $0.displayWidth }.max() ?? 0
    layout = Table(
      columns: [
        .init(minimumWidth: terminal.hasUnicode ? 1 : 5), .init("voice", truncation: .keepingEnd),
        .init("actual", minimumWidth: labelWidth), .init("predicted", minimumWidth: labelWidth),
        .init("confidence", alignment: .right),
      ], rows: paths.map { ["", .init($0.printable)] }
    ).layout(for: terminal)
  }

  mutating func begin(_ output: inout Output) throws {
    try output.write(lines: layout.header(for: terminal))
  }

  mutating func write(
    path: String, truth: Int, answer: (index: Int, confidence: Double)?, _ output: inout Output
  ) throws {
    var mark: Table.Cell = "-"
    var cells: [Table.Cell] = ["-"]
    if let answer {
      let isRight = answer.index == truth
      answered += 1
      right += isRight ? 1 : 0
      let style: Style = isRight ? .green : .red
      let word = terminal.hasUnicode ? (isRight ? "✓" : "✗") : (isRight ? "right" : "wrong")
      mark = .init(word, style: style)
      cells = [
        .init(labels[answer.index], style: style), .init(NumberFormat.percent(answer.confidence)),
      ]
    } else {
      unanswered += 1
    }
    try output.writeLine(
      layout.line([mark, .init(path.printable), .init(labels[truth])] + cells, for: terminal))
  }

  mutating func end(seed: UInt64, split: SplitStatus, _ output: inout Output) throws {
    guard answered > 0 else { return }
    let share = NumberFormat.percent(Double(right) / Double(answered))
    try output.writeLine()
    try output.writeLine(
      "\(right) of \(NumberFormat.count(answered, "voice")) right (\(share)), seed \(seed)")
    let sentence = "split: \(split.sentence)"
    for line in TextWrap.lines(sentence, width: terminal.width) {
      try output.writeLine(terminal.styled(line, split.trainingClips > 0 ? .yellow : .dim))
    }
  }
}
