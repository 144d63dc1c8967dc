extension ReportPage {
  private var verdict: CrossValidationVerdict { summary.verdict }

  /// The split, what the audit says, and how much is done.
  var verdictSection: Markup {
    let mark = record.results.isEmpty ? "open" : verdict.isSpeakerIndependent ? "good" : "bad"
    let everyRun = record.results.count
    let findings = verdict.findings.map { finding -> Markup in
      let runs: Markup =
        finding.runs.count == everyRun ? "" : " <span class=\"runs\">(\(Self.names(finding.runs)))</span>"
      return "<li>\(verdict.moderated(finding.text))\(runs)</li>\n"
    }
    let list: Markup = findings.isEmpty ? "" : "<h3>What the leak audit found</h3>\n<ul>\n\(findings)</ul>\n"
    let leaking: Markup =
      verdict.leakingRuns.isEmpty || verdict.leakingRuns.count == everyRun
      ? "" : "<p>Runs that leak: \(Self.names(verdict.leakingRuns, most: 24)).</p>\n"
    let notes = record.notes.map { note -> Markup in "<li>\(verdict.moderated(note))</li>\n" }
    let before: Markup = notes.isEmpty ? "" : "<h3>Before you read the scores</h3>\n<ul>\n\(notes)</ul>\n"
    return """
      <section class="verdict \(mark)" aria-labelledby="verdict">
      <h2 id="verdict">\(verdict.title)</h2>
      <p class="split"><strong>Split:</strong> \(verdict.moderated(record.split))</p>
      \(progress)\(leaking)\(list)\(before)</section>
      \(corpora)
      """
  }

  private var progress: Markup {
    let runs: Markup =
      "\(Figure.count(record.folds.count, "fold")), \(Figure.count(record.seeds.count, "seed"))"
    guard verdict.isPartial else { return "<p>\(verdict.progress) finished: \(runs).</p>\n" }
    return """
      <p class="partial"><strong>\(verdict.progress)</strong> finished: \(runs). The scores below are of these alone. \
      Missing: \(Self.names(verdict.missingRuns, most: 12)).</p>

      """
  }

  private var corpora: Markup {
    let lines = record.corpora.map { corpus -> Markup in
      """
      <li><strong>\(corpus.name)</strong>: \(Figure.count(corpus.clips, "clip")), \
      \(Figure.count(corpus.speakers, "speaker"))</li>

      """
    }
    return lines.isEmpty ? "" : "<ul class=\"corpora\">\n\(lines)</ul>\n"
  }

  /// The figures to quote, of each reading.
  var scoresSection: Markup {
    guard let headline = summary.readings.first, headline.confusion.total > 0 else { return "" }
    let runs = headline.overRuns.accuracy.count
    var table = HTMLTable(
      caption: """
        Mean ± sample standard deviation over \(Figure.count(runs, "run")); the intervals are of all answers \
        together, from a bootstrap over \(Figure.count(headline.perSpeaker.count, "speaker")).
        """,
      groups: [("", 3), ("over the runs", 3), ("95 % interval over speakers", 2)],
      columns: [
        "read as", "classes", "chance", "mean recall (UA)", "accuracy (WA)", "macro F1", "mean recall",
        "accuracy",
      ])
    for reading in summary.readings {
      table.rows.append([
        reading.name, "\(reading.labels.count)", Figure.percent(reading.chance),
        Figure.percent(reading.overRuns.unweightedAverageRecall), Figure.percent(reading.overRuns.accuracy),
        Figure.percent(reading.overRuns.macroF1), reading.recallInterval.map(Figure.interval) ?? "–",
        reading.accuracyInterval.map(Figure.interval) ?? "–",
      ])
    }
    let recall = headline.overRuns.unweightedAverageRecall
    let interval: Markup =
      headline.recallInterval.map { "; 95 % interval over speakers \(Figure.interval($0))" } ?? ""
    return """
      <section aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      <p class="headline"><strong>\(Figure.percent(recall))</strong> mean recall, \(headline.name), \
      \(verdict.isSpeakerIndependent ? "speakers never heard" : "not a score for new speakers")\(interval); \
      \(verdict.progress)</p>
      \(table.markup)\(cautions)</section>

      """
  }

  /// What limits the figures.
  private var cautions: Markup {
    var sentences: [Markup] = []
    for reading in summary.readings {
      let absent = reading.confusion.support.count { $0 == 0 }
      if absent > 0 {
        sentences.append(
          """
          <li>\(reading.name): of \(Figure.count(reading.labels.count, "class")), \(absent) \
          \(absent == 1 ? "has" : "have") no clip. Mean recall and chance leave them out; macro F1 counts each as 0.</li>

          """)
      }
      if reading.leftOutAnswers > 0 {
        sentences.append(
          "<li>\(reading.name): \(Figure.count(reading.leftOutAnswers, "answer")) left out, for the reading has no class for these clips.</li>\n"
        )
      }
      if reading.answersWithoutNumbers > 0 {
        sentences.append(
          "<li>\(reading.name): \(Figure.count(reading.answersWithoutNumbers, "answer")) held no numbers; they count as the first class.</li>\n"
        )
      }
    }
    if let speakers = summary.readings.first?.perSpeaker.count, speakers < 8 {
      sentences.append(
        "<li>An interval from \(Figure.count(speakers, "speaker")) is rough: a percentile bootstrap of few groups is too narrow.</li>\n"
      )
    }
    return sentences.isEmpty ? "" : "<ul>\n\(sentences)</ul>\n"
  }

  /// Some names and how many more there are.
  static func names(_ names: [String], most: Int = 8) -> String {
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return names.prefix(most).joined(separator: "; ") + more
  }
}
