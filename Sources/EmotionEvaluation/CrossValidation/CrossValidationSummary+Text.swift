extension CrossValidationSummary {
  /// The summary for a terminal, ending in a line break: the split and the verdict, what the audit found, then the
  /// headline reading run by run with its classes and confusions, then the other readings in short.
  ///
  /// Plain characters, no colours; control characters in names are replaced.
  ///
  /// - Parameter record: The record that this is the summary of.
  /// - Returns: Lines of text; shares are per cent.
  public func text(of record: CrossValidationRecord) -> String {
    var lines = head(of: record)
    for (index, reading) in readings.enumerated() where reading.confusion.total > 0 {
      let classes = Figure.count(reading.labels.count, "class")
      lines += ["", "\(reading.name): \(classes), chance \(Figure.percent(reading.chance))".plainLine]
      if index == 0 { lines += ["", Self.runTable(reading, of: record)] }
      lines += Self.spreads(reading) + Self.intervals(reading)
      if index == 0 { lines += Self.classes(reading, of: record) }
    }
    // A terminal breaks lines wherever it ends, and a search for "53.9 %" should find it.
    return lines.joined(separator: "\n").replacing("\u{A0}", with: " ") + "\n"
  }

  private func head(of record: CrossValidationRecord) -> [String] {
    var title = verdict.moderated(record.title)
    if !verdict.isSpeakerIndependent && !record.results.isEmpty {
      title = "Not speaker-independent: \(title)"
    }
    var lines = [title.plainLine, "split: \(verdict.moderated(record.split))".plainLine, verdict.title]
    lines.append("\(verdict.progress) finished")
    if verdict.isPartial {
      lines.append("missing: \(ReportPage.names(verdict.missingRuns))".plainLine)
    }
    for finding in verdict.findings {
      let runs = finding.runs.count == record.results.count ? "" : " (\(ReportPage.names(finding.runs)))"
      lines.append("- \(verdict.moderated(finding.text))\(runs)".plainLine)
    }
    lines += record.notes.map { "! \(verdict.moderated($0))".plainLine }
    return lines
  }

  private static func runTable(_ reading: ReadingSummary, of record: CrossValidationRecord) -> String {
    var rows = [["fold", "seed", "clips", "epoch", "mean recall", "accuracy", "macro F1"]]
    for (result, run) in zip(record.results, reading.runs) {
      rows.append(
        [
          Drawing.shortened(result.fold.plainLine, to: 24), "\(result.seed)", "\(run.clips)",
          "\(result.keptEpoch)/\(result.history.count)",
        ]
          + [run.unweightedAverageRecall, run.accuracy, run.macroF1].map {
            run.clips > 0 ? Figure.percent($0) : "-"
          })
    }
    let widths = rows[0].indices.map { column in
      rows.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == 0
          ? cell + String(repeating: " ", count: widths[0] - cell.unicodeScalars.count)
          : padded(cell, to: widths[column])
      }.joined(separator: "  ")
    }.joined(separator: "\n") + "\n"
  }

  private static func spreads(_ reading: ReadingSummary) -> [String] {
    func line(_ name: String, _ scores: ScoreSpread) -> String {
      "\(name): mean recall \(Figure.percent(scores.unweightedAverageRecall)), "
        + "accuracy \(Figure.percent(scores.accuracy)), macro F1 \(Figure.percent(scores.macroF1))"
    }
    let runs = reading.overRuns.accuracy.count
    let overRuns = line(runs > 1 ? "mean ± sd over \(runs) runs" : "the one run", reading.overRuns)
    var lines = [overRuns]
    if let overSeeds = reading.overSeeds {
      lines.append(
        line("mean ± sd over \(overSeeds.accuracy.count) seeds of their means over folds", overSeeds))
    }
    if let together = reading.together {
      lines.append(
        line(
          "all seeds together (mean of their logits), mean ± sd over \(together.accuracy.count) folds",
          together))
    }
    return lines
  }

  private static func intervals(_ reading: ReadingSummary) -> [String] {
    guard let recall = reading.recallInterval, let accuracy = reading.accuracyInterval else { return [] }
    var lines = [
      "all answers together, 95 % interval over \(Figure.count(recall.groups, "speaker")): mean recall "
        + "\(Figure.percent(recall.estimate)) (\(Figure.interval(recall))), accuracy "
        + "\(Figure.percent(accuracy.estimate)) (\(Figure.interval(accuracy)))",
      "calibration error: \(Figure.percent(reading.calibration.errorBefore)) at temperature 1, "
        + "\(Figure.percent(reading.calibration.errorAfter)) at the fitted temperature",
    ]
    if let half = reading.coverage.accuracy(atCoverage: 0.5) {
      lines.append("the surer half of the answers: \(Figure.percent(half)) right")
    }
    if reading.leftOutAnswers > 0 {
      lines.append("left out, for the reading has no class for them: \(reading.leftOutAnswers)")
    }
    if reading.answersWithoutNumbers > 0 {
      lines.append(
        "answers that held no numbers, counted as the first class: \(reading.answersWithoutNumbers)")
    }
    return lines
  }

  private static func classes(_ reading: ReadingSummary, of record: CrossValidationRecord) -> [String] {
    let plain = ConfusionMatrix(renaming: reading.confusion, to: reading.labels.map(\.plainLine))
    let counting = record.seeds.count > 1 ? " (each clip once for each seed)" : ""
    return [
      "", "each class\(counting):", ClassificationReport(plain).text(digits: 3),
      "confusion\(counting):", String(plain.text.dropLast()),
    ]
  }
}

extension ConfusionMatrix {
  /// The same counts under other names.
  fileprivate init(renaming matrix: ConfusionMatrix, to labels: [String]) {
    self.init(labels: labels)
    for row in labels.indices {
      for column in labels.indices {
        for _ in 0..<matrix.counts[row][column] { add(truth: row, prediction: column) }
      }
    }
  }
}
