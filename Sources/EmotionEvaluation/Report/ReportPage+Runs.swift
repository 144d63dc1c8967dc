extension ReportPage {
  /// One row a run.
  var foldsSection: Markup {
    guard !record.results.isEmpty else { return "" }
    var table = HTMLTable(
      caption: "Each run: what it trained on, who was tested, and its scores in per cent.",
      groups: [("", 7)] + summary.readings.map { ($0.name, 3) },
      columns: ["fold", "seed", "trained", "tested", "kept epoch", "temperature", "time"]
        + summary.readings.flatMap { _ in ["UA", "WA", "F1"] })
    for (index, result) in record.results.enumerated() {
      table.rows.append(
        [
          result.fold, "\(result.seed)", "\(result.trainingClips)", "\(result.clips.count)",
          "\(result.keptEpoch) of \(result.history.count)", number(result.temperature, digits: 2),
          Figure.duration(result.seconds),
        ]
          + summary.readings.flatMap { reading in
            let run = reading.runs[index]
            guard run.clips > 0 else { return ["–", "–", "–"] }
            return Self.cells(run.unweightedAverageRecall, run.accuracy, run.macroF1)
          })
    }
    table.totals.append(
      ["mean"] + Array(repeating: "", count: 6)
        + summary.readings.flatMap { reading in
          Self.cells(
            reading.overRuns.unweightedAverageRecall.mean, reading.overRuns.accuracy.mean,
            reading.overRuns.macroF1.mean)
        })
    table.totals.append(
      ["standard deviation"] + Array(repeating: "", count: 6)
        + summary.readings.flatMap { reading in
          [reading.overRuns.unweightedAverageRecall, reading.overRuns.accuracy, reading.overRuns.macroF1].map {
            $0.standardDeviation.map { number($0 * 100, digits: 1) } ?? "–"
          }
        })
    return """
      <section aria-labelledby="folds">
      <h2 id="folds">Fold by fold</h2>
      \(table.markup)\(seedTable)\(testSpeakers)</section>

      """
  }

  /// The means of each seed, where there are several.
  private var seedTable: Markup {
    guard record.seeds.count > 1, let first = summary.readings.first, !first.seeds.isEmpty else { return "" }
    var table = HTMLTable(
      caption: """
        Each seed: the mean over its folds. The spread is over the \
        \(first.overSeeds.map { "\($0.accuracy.count)" } ?? "") seeds that have all their folds.
        """,
      groups: [("", 2)] + summary.readings.map { ($0.name, 3) },
      columns: ["seed", "folds"] + summary.readings.flatMap { _ in ["UA", "WA", "F1"] })
    if first.overSeeds == nil { table.caption = "Each seed: the mean over its folds." }
    for seed in first.seeds {
      table.rows.append(
        ["\(seed.seed)", "\(seed.folds) of \(record.folds.count)"]
          + summary.readings.flatMap { reading -> [String] in
            guard let same = reading.seeds.first(where: { $0.seed == seed.seed }) else { return ["–", "–", "–"] }
            return Self.cells(same.unweightedAverageRecall, same.accuracy, same.macroF1)
          })
    }
    if first.overSeeds != nil {
      table.totals.append(
        ["over seeds", ""]
          + summary.readings.flatMap { reading -> [String] in
            guard let spread = reading.overSeeds else { return ["–", "–", "–"] }
            return [spread.unweightedAverageRecall, spread.accuracy, spread.macroF1].map(Self.cell)
          })
    }
    return table.markup
  }

  private var testSpeakers: Markup {
    var seen: Set<String> = []
    var table = HTMLTable(
      caption: "Who was tested, and who chose the epoch and the temperature.",
      columns: ["fold", "seed", "tested speakers", "validation speakers", "validation clips"],
      textColumns: [0, 2, 3])
    for result in record.results {
      let key = "\(result.fold)\u{0}\(result.testSpeakers)\u{0}\(result.validationSpeakers)"
      guard seen.insert(key).inserted else { continue }
      let validation =
        result.validationSpeakers.isEmpty
        ? (result.validationClips > 0 ? "clips of training speakers" : "nobody")
        : Self.names(result.validationSpeakers, most: 40)
      table.rows.append([
        result.fold, "\(result.seed)", Self.names(result.testSpeakers, most: 40), validation,
        "\(result.validationClips)",
      ])
    }
    return "<details>\n<summary>Speakers of each run</summary>\n\(table.markup)</details>\n"
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

  static func cells(_ recall: Double, _ accuracy: Double, _ macroF1: Double) -> [String] {
    [recall, accuracy, macroF1].map { number($0 * 100, digits: 1) }
  }

  private static func cell(_ spread: Spread) -> String {
    let mean = number(spread.mean * 100, digits: 1)
    return spread.standardDeviation.map { "\(mean) ± \(number($0 * 100, digits: 1))" } ?? mean
  }
}
