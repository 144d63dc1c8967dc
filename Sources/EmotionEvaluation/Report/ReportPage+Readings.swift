extension ReportPage {
  /// What is taken for what.
  var confusionSection: Markup {
    section("confusion", "Confusion") { reading, name in
      figure("\(name)-confusion")
    } words: {
      """
      <p>Rows are the truth, columns what was said\(countingNote); per cent are of the row.</p>

      """
    }
  }

  /// Scores class by class.
  var classesSection: Markup {
    section("classes", "Class by class") { reading, name in
      let report = reading.classificationReport
      var table = HTMLTable(
        caption: "\(reading.name): scores in per cent, over all runs.",
        columns: ["class", "precision", "recall", "F1", "clips"])
      func cells(_ name: String, _ scores: ClassScores) -> [String] {
        [name]
          + [scores.precision, scores.recall, scores.f1].map {
            scores.support > 0 ? number($0 * 100, digits: 1) : "–"
          }
          + ["\(scores.support)"]
      }
      table.rows = zip(report.labels, report.classes).map(cells)
      var mean = report.macroAverage
      mean.recall = reading.confusion.unweightedAverageRecall
      table.totals = [
        cells("mean over classes", mean), cells("weighted by clips", report.weightedAverage),
      ]
      return "<div class=\"pictures\">\n\(figure("\(name)-classes"))\(table.markup)</div>\n"
    }
  }

  /// How speakers differ.
  var speakersSection: Markup {
    section("speakers", "Speaker by speaker") { reading, name in
      """
      \(figure("\(name)-speakers"))<details>
      <summary>The same as a table</summary>
      \(table(of: reading.perSpeaker, named: "speaker", caption: "\(reading.name): each speaker", hasFolds: true))\
      </details>

      """
    } words: {
      "<p>Mean recall over the classes that a speaker has; the sign says in which fold the speaker was tested.</p>\n"
    }
  }

  /// By gender and by corpus.
  var partsSection: Markup {
    section("parts", "By gender and corpus") { reading, _ in
      """
      <div class="pictures">
      \(table(of: reading.perGender, named: "gender", caption: "\(reading.name) by gender"))\
      \(table(of: reading.perCorpus, named: "corpus", caption: "\(reading.name) by corpus"))</div>

      """
    }
  }

  /// Whether confidence means what it says.
  var calibrationSection: Markup {
    section("calibration", "Calibration") { reading, name in
      """
      <p>Expected calibration error over 15 bins: \(Figure.percent(reading.calibration.errorBefore)) at temperature \
      1, <strong>\(Figure.percent(reading.calibration.errorAfter))</strong> at each run’s own temperature, which its \
      validation clips chose.</p>
      <div class="pictures">
      \(figure("\(name)-calibration-before"))\(figure("\(name)-calibration-after"))</div>

      """
    } words: {
      """
      <p>Bars: how many of the clips of a range of confidence are right. On the dashed line, confidence means what it \
      says; below it the network is too sure. Pale bars hold less than one clip in a hundred. Under them: how many
      clips there are.</p>

      """
    }
  }

  /// What leaving unsure clips without an answer gains.
  var coverageSection: Markup {
    section("coverage", "Answering only where it is sure") { reading, name in
      var table = HTMLTable(
        caption: "\(reading.name): what a threshold on the confidence gives, in per cent.",
        columns: ["answered", "threshold", "right among them"], textColumns: [])
      for share in [1, 0.9, 0.75, 0.5, 0.25, 0.1] {
        guard let point = reading.coverage.points.first(where: { $0.coverage >= share }) else { continue }
        table.rows.append(
          [point.coverage, point.threshold, point.accuracy].map { number($0 * 100, digits: 1) })
      }
      return "<div class=\"pictures\">\n\(figure("\(name)-coverage"))\(table.markup)</div>\n"
    } words: {
      "<p>If clips below a threshold of confidence get no answer, more of the other answers are right.</p>\n"
    }
  }

  private var countingNote: String {
    record.seeds.count > 1 ? ", every clip once for each seed" : ""
  }

  private func section(
    _ id: Markup, _ title: Markup, _ part: (ReadingSummary, String) -> Markup, words: () -> Markup = { "" }
  ) -> Markup {
    let parts = perReading(part)
    guard !parts.text.isEmpty else { return "" }
    return """
      <section aria-labelledby="\(id)">
      <h2 id="\(id)">\(title)</h2>
      \(words())\(parts)</section>

      """
  }

  private func table(
    of groups: [ReadingSummary.Group], named name: String, caption: Markup, hasFolds: Bool = false
  ) -> Markup {
    let isManySeeds = groups.contains { $0.answers != $0.clips }
    var table = HTMLTable(
      caption: caption,
      columns: [name] + (hasFolds ? ["fold"] : ["speakers"]) + ["clips"] + (isManySeeds ? ["answers"] : [])
        + ["mean recall", "accuracy"],
      textColumns: hasFolds ? [0, 1] : [0])
    table.rows = groups.map { group in
      [group.name, hasFolds ? group.folds.joined(separator: ", ") : "\(group.speakers)", "\(group.clips)"]
        + (isManySeeds ? ["\(group.answers)"] : [])
        + [Figure.percent(group.unweightedAverageRecall), Figure.percent(group.accuracy)]
    }
    return table.markup
  }
}
