extension ReportPage {
  /// One row a run.
  var foldsSection: Markup {
    guard !record.results.isEmpty else { return "" }
    let readings = summary.readings
    var table = HTMLTable(
      caption: "Each run: who was tested, and the scores in per cent.",
      groups: [("", 5)] + readings.map { ($0.name, 3) },
      columns: ["fold", "seed", "tested", "kept epoch", "time"] + readings.flatMap { _ in Self.heads })
    for (index, result) in record.results.enumerated() {
      let run = [
        result.fold, "\(result.seed)", Figure.count(result.clips.count, "clip"),
        "\(result.keptEpoch) of \(result.history.count)", Figure.duration(result.seconds),
      ]
      table.rows.append(
        run
          + readings.flatMap { reading -> [String] in
            let run = reading.runs[index]
            guard run.clips > 0 else { return Self.noCells }
            return Self.cells(run.unweightedAverageRecall, run.accuracy, run.macroF1)
          })
    }
    if record.results.count > 1 { table.totals = totals(of: readings.map(\.overRuns), blanks: 4) }
    return """
      <section aria-labelledby="folds">
      <h2 id="folds">Fold by fold</h2>
      \(table.markup)\(seedTable)\(testSpeakers)</section>

      """
  }

  /// A row of means and one of standard deviations, behind a name and some blank cells.
  private func totals(of spreads: [ScoreSpread?], blanks: Int) -> [[String]] {
    func row(_ name: String, _ figure: (Spread) -> Double?) -> [String] {
      let cells = spreads.flatMap { spread -> [String] in
        guard let spread else { return Self.noCells }
        return [spread.unweightedAverageRecall, spread.accuracy, spread.macroF1].map { score in
          figure(score).map { number($0 * 100, digits: 1) } ?? "–"
        }
      }
      return [name] + Array(repeating: "", count: blanks) + cells
    }
    return [row("mean", \.mean), row("± sd", \.standardDeviation)]
  }

  /// The means of each seed, where there are several.
  private var seedTable: Markup {
    guard record.seeds.count > 1, let first = summary.readings.first, !first.seeds.isEmpty else { return "" }
    let complete = first.overSeeds?.accuracy.count
    var table = HTMLTable(
      caption: complete.map {
        "Each seed: its mean over the folds. Mean and deviation are over the \($0) seeds that have all folds."
      } ?? "Each seed: its mean over the folds.",
      groups: [("", 2)] + summary.readings.map { ($0.name, 3) },
      columns: ["seed", "folds"] + summary.readings.flatMap { _ in Self.heads })
    for seed in first.seeds {
      table.rows.append(
        ["\(seed.seed)", "\(seed.folds) of \(record.folds.count)"]
          + summary.readings.flatMap { reading -> [String] in
            guard let same = reading.seeds.first(where: { $0.seed == seed.seed }) else { return Self.noCells }
            return Self.cells(same.unweightedAverageRecall, same.accuracy, same.macroF1)
          })
    }
    let together = summary.readings.map(\.together)
    if let folds = together.compactMap({ $0?.accuracy.count }).max() {
      table.rows.append(
        ["all together: the mean of their logits", "\(folds) of \(record.folds.count)"]
          + together.flatMap { scores in
            scores.map {
              Self.cells($0.unweightedAverageRecall.mean, $0.accuracy.mean, $0.macroF1.mean)
            } ?? Self.noCells
          })
    }
    if complete != nil { table.totals = totals(of: summary.readings.map(\.overSeeds), blanks: 1) }
    return table.markup
  }

  private var testSpeakers: Markup {
    var table = HTMLTable(
      caption: "Clips trained on, who was tested, and who chose the epoch and the temperature.",
      columns: [
        "fold", "seed", "trained", "validation", "temperature", "tested speakers", "validation speakers",
      ],
      textColumns: [0, 5, 6])
    for result in record.results {
      let validation =
        result.validationSpeakers.isEmpty
        ? (result.validationClips > 0 ? "clips of training speakers" : "nobody")
        : Self.names(result.validationSpeakers, most: 40)
      table.rows.append([
        result.fold, "\(result.seed)", "\(result.trainingClips)", "\(result.validationClips)",
        number(result.temperature, digits: 2), Self.names(result.testSpeakers, most: 40), validation,
      ])
    }
    return
      "<details>\n<summary>Speakers, clips and temperature of each run</summary>\n\(table.markup)</details>\n"
  }

  /// How training went.
  var trainingSection: Markup {
    let figures = TrainingCurve.allCases.map { figure($0.rawValue) }
    guard figures.contains(where: { !$0.text.isEmpty }) else { return "" }
    return """
      <section aria-labelledby="training">
      <h2 id="training">Training</h2>
      <p>One line a run; the sign marks the epoch whose weights were tested.</p>
      <div class="pictures">
      \(figures)</div>
      </section>

      """
  }

  private static let heads = ["UA", "WA", "F1"]
  private static let noCells = ["–", "–", "–"]

  private static func cells(_ recall: Double, _ accuracy: Double, _ macroF1: Double) -> [String] {
    [recall, accuracy, macroF1].map { number($0 * 100, digits: 1) }
  }
}
