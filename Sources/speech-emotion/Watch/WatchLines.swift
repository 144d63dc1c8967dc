import SpeechEmotion
import TerminalInterface

/// A line for each file as it is answered: what `--watch` prints to be read. Names come last, because nobody knows how
/// long the next one is.
struct WatchLinesWriter: PredictionWriter {
  private let terminal: Terminal
  private let layout: TableLayout
  /// What every path begins with, and goes without saying.
  private let folder: String
  private static let bar = Bar(width: 10)

  init(terminal: Terminal, labels: [String], folder: WatchFolder) {
    self.terminal = terminal
    self.folder = folder.path == "/" ? "/" : folder.path + "/"
    let labelWidth = (labels + [PredictionAnswer.noSpeech]).map { $0.displayWidth }.max() ?? 0
    // On a terminal the name has what the other columns leave; in a file or a pipe it is never cut.
    let used = labelWidth + "confidence".count + Self.bar.width + 3 * 2
    layout = Table(columns: [
      .init("label", minimumWidth: labelWidth),
      .init("confidence", alignment: .right),
      .init("", truncation: .droppingColumn, minimumWidth: Self.bar.width),
      .init("file", truncation: .keepingEnd, minimumWidth: max((terminal.width ?? 100_000) - used, 24)),
    ]).layout(for: terminal)
  }

  mutating func begin(_ output: inout Output) throws {
    try output.write(lines: layout.header(for: terminal))
  }

  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    var cells: [Table.Cell]
    switch answer.outcome {
    case .failure: cells = [.init("-", style: .red), "", ""]
    case .noSpeech: cells = [.init(PredictionAnswer.noSpeech, style: .dim), "", ""]
    case .emotion(let prediction, let abstained):
      var plain = terminal
      plain.hasColour = false
      cells = [
        abstained
          ? .init(PredictionAnswer.unsure(prediction.label), style: .dim)
          : .init(prediction.label, style: .bold),
        .init(NumberFormat.percent(prediction.confidence)),
        .init(Self.bar.drawn(prediction.confidence, on: plain), style: .blue),
      ]
    }
    cells.append(.init(String(answer.path.trimmingPrefix(folder)).printable))
    try output.writeLine(layout.line(cells, for: terminal))
  }
}

/// A JSON object a line, as each file is answered.
struct PredictionJSONLinesWriter: PredictionWriter {
  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    try output.write(PredictionJSONWriter.object(answer).line)
  }
}
