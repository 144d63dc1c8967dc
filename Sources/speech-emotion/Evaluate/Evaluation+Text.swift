import EmotionCorpora
import EmotionEvaluation
import TerminalInterface

extension Evaluation {
  /// The scores for a person.
  ///
  /// - Parameter terminal: Where they will be shown.
  /// - Returns: Lines without their ends.
  func lines(for terminal: Terminal) -> [String] {
    var lines = head.lines(for: terminal)
    lines.append("")
    lines += ClassificationReport(matrix).text(digits: 4).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map { String($0) }
    lines += scores.lines(for: terminal)
    if let enrolment { lines += enrolled(enrolment).lines(for: terminal) }
    lines.append("")
    lines += confusion(for: terminal)
    for (title, parts) in [("corpus", report.perCorpus ?? [:]), ("speaker", report.perSpeaker ?? [:])]
    where parts.count > 1 {
      lines.append("")
      lines += table(title, parts, hasF1: title == "corpus").lines(for: terminal)
    }
    lines.append("")
    lines += abstaining.lines(for: terminal)
    return lines
  }

  private var head: KeyValueBlock {
    var block = KeyValueBlock()
    block.append("model", model)
    let scheme = self.scheme.name == "custom" ? "of the model" : "of the scheme \(self.scheme.name)"
    block.append("classes", "\(report.labels.count) \(scheme)")
    var clips = [
      "\(NumberFormat.grouped(report.clips)) of \(NumberFormat.count(report.speakers, "speaker"))"
    ]
    if leftOut > 0 { clips.append("\(NumberFormat.grouped(leftOut)) without a class left out") }
    if unanswered > 0 { clips.append("\(NumberFormat.grouped(unanswered)) not answered") }
    block.append("clips", clips.joined(separator: "; "))
    block.append("split", report.split)
    block.append("degraded", degradation?.title)
    return block
  }

  /// The gain of knowing the speakers.
  private func enrolled(_ gain: EnrolmentGain) -> KeyValueBlock {
    func change(_ with: Double, _ without: Double) -> String {
      let points = 100 * (with - without)
      return "\(NumberFormat.fixed(with, decimals: 4))  (\(points < 0 ? "-" : "+")"
        + "\(NumberFormat.fixed(abs(points), decimals: 1)) points)"
    }
    let speakers = NumberFormat.count(gain.speakers, "speaker")
    return KeyValueBlock([
      (
        "enrolled",
        "\(speakers), from \(NumberFormat.count(gain.clipsPerSpeaker, "neutral clip")) each, not tested"
      ),
      ("accuracy, enrolled", change(gain.accuracy, report.accuracy)),
      ("mean recall, enrolled", change(gain.unweightedAverageRecall, report.unweightedAverageRecall)),
    ])
  }

  private var scores: KeyValueBlock {
    var recall = NumberFormat.fixed(report.unweightedAverageRecall, decimals: 4)
    if let interval {
      let lower = NumberFormat.fixed(interval.lower, decimals: 4)
      let upper = NumberFormat.fixed(interval.upper, decimals: 4)
      recall += "  (\(lower) to \(upper): 95 % interval over speakers)"
    }
    let occurring = matrix.support.count { $0 > 0 }
    if occurring < report.labels.count {
      recall += "  over the \(occurring) classes that occur"
    }
    return KeyValueBlock([
      ("accuracy", NumberFormat.fixed(report.accuracy, decimals: 4)), ("mean recall (UA)", recall),
      ("macro F1", NumberFormat.fixed(report.macroF1, decimals: 4)),
      ("calibration error", NumberFormat.fixed(reliability.expectedCalibrationError, decimals: 4)),
    ])
  }

  /// The matrix, or where the terminal is too narrow for it, the commonest confusions.
  private func confusion(for terminal: Terminal) -> [String] {
    let matrix = self.matrix
    let digits = String(matrix.labels.count).count
    let names = matrix.labels.enumerated().map { index, label in
      let number = String(index + 1)
      return String(repeating: " ", count: digits - number.count) + number + " " + label
    }
    let title = terminal.hasUnicode ? "true ↓ said →" : "true \\ said"
    let nameWidth = max(names.map { $0.displayWidth }.max() ?? 0, title.displayWidth)
    let cellWidth = max(3, matrix.counts.joined().map { String($0).count }.max() ?? 0) + 1
    guard nameWidth + matrix.labels.count * cellWidth <= terminal.width ?? .max else {
      return commonestConfusions(matrix).lines(for: terminal)
    }
    func cell(_ text: String) -> String { String(repeating: " ", count: cellWidth - text.count) + text }
    let header = matrix.labels.indices.map { cell("\($0 + 1)") }.joined()
    let padded = title + String(repeating: " ", count: nameWidth - title.displayWidth)
    var lines = [terminal.styled(padded + header, .bold)]
    for (row, name) in names.enumerated() {
      var line = name + String(repeating: " ", count: nameWidth - name.displayWidth)
      for (column, count) in matrix.counts[row].enumerated() {
        let style: Style = row == column ? [.bold, .green] : count == 0 ? .dim : []
        line += terminal.styled(cell(count == 0 ? "." : "\(count)"), style)
      }
      lines.append(line)
    }
    return lines
  }

  private func commonestConfusions(_ matrix: ConfusionMatrix) -> Table {
    let support = matrix.support
    let confusions = matrix.labels.indices.flatMap { row in
      matrix.labels.indices.filter { $0 != row && matrix.counts[row][$0] > 0 }.map { (row, $0) }
    }
    let commonest = confusions.sorted {
      (matrix.counts[$0.0][$0.1], $1.0, $1.1) > (matrix.counts[$1.0][$1.1], $0.0, $0.1)
    }
    return Table(
      columns: [
        .init("true", truncation: .keepingStart), .init("taken for", truncation: .keepingStart),
        .init("clips", alignment: .right),
      ],
      rows: commonest.prefix(10).map { row, column in
        [
          .init(matrix.labels[row]), .init(matrix.labels[column]),
          .init("\(matrix.counts[row][column]) of \(support[row])"),
        ]
      })
  }

  /// A row a threshold of `predict --abstain-below`.
  private var abstaining: Table {
    Table(
      columns: [
        .init("abstain below", alignment: .right), .init("answered", alignment: .right),
        .init("clips", alignment: .right), .init("accuracy", alignment: .right),
        .init("mean recall", alignment: .right),
      ],
      rows: coverage.points.map { point in
        [
          .init(NumberFormat.fixed(point.threshold, decimals: 3)),
          .init(NumberFormat.percent(point.coverage)),
          .init(NumberFormat.grouped(point.clips)), .init(NumberFormat.fixed(point.accuracy, decimals: 4)),
          .init(NumberFormat.fixed(point.unweightedAverageRecall, decimals: 4)),
        ]
      })
  }

  /// A row a corpus or speaker. Macro F1 counts classes that do not occur as 0, which says nothing of one speaker.
  private func table(_ title: String, _ parts: [String: EvaluationReport.Part], hasF1: Bool) -> Table {
    var columns: [Table.Column] = [
      .init(title, truncation: .keepingStart), .init("clips", alignment: .right),
      .init("accuracy", alignment: .right), .init("mean recall", alignment: .right),
    ]
    if hasF1 { columns.append(.init("macro F1", alignment: .right)) }
    return Table(
      columns: columns,
      rows: parts.sorted { $0.key < $1.key }.map { name, part in
        [
          .init(name.printable), .init(NumberFormat.grouped(part.clips)),
          .init(NumberFormat.fixed(part.accuracy, decimals: 4)),
          .init(NumberFormat.fixed(part.unweightedAverageRecall, decimals: 4)),
          .init(NumberFormat.fixed(part.macroF1, decimals: 4)),
        ]
      })
  }
}
