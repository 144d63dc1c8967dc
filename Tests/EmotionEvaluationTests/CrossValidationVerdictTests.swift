import EmotionEvaluation
import Foundation
import Testing

@Suite("Verdict on a cross-validation")
struct CrossValidationVerdictTests {
  @Test("one leaking run takes the whole claim away, wherever it was made")
  func leak() throws {
    var record = try goldenRecord()
    record.title = "speaker-independent conv-lstm"
    record.split = "Speaker independent folds"
    record.notes = ["Not speaker-independent in fold 2, speaker-independent elsewhere."]
    record.results[1].audit.isSpeakerIndependent = false
    record.results[1].audit.findings = ["Not speaker-independent: these scores do not hold for new speakers."]
    let summary = try CrossValidationSummary(record, resamples: 1)
    #expect(!summary.verdict.isSpeakerIndependent)
    #expect(summary.verdict.leakingRuns == ["f1, seed 8"])
    #expect(summary.verdict.findings.map(\.text) == record.results[1].audit.findings)
    let page = ReportPage(record, summary: summary).html
    #expect(page.contains("<h1>Not speaker-independent: supposedly speaker-independent conv-lstm</h1>"))
    for text in [page, summary.text(of: record)] {
      let claims = text.lowercased().ranges(of: "speaker-independent").filter { range in
        let before = text.lowercased()[..<range.lowerBound]
        return !before.hasSuffix("not ") && !before.hasSuffix("supposedly ")
      }
      #expect(claims.isEmpty)
      #expect(!text.lowercased().contains("speaker independent"))
    }
  }

  @Test("a flag that the run's own figures contradict does not count")
  func contradictions() throws {
    let clean = try goldenRecord()
    #expect(CrossValidationVerdict(clean).isSpeakerIndependent)
    var shared = clean
    shared.results[0].audit.sharedSpeakers = ["a/1"]
    #expect(!CrossValidationVerdict(shared).isSpeakerIndependent)
    var copied = clean
    copied.results[0].audit.sharedRecordings = 3
    #expect(!CrossValidationVerdict(copied).isSpeakerIndependent)
    var chosen = clean
    chosen.results[0].validationSpeakers = ["a/1"]
    let verdict = CrossValidationVerdict(chosen)
    #expect(!verdict.isSpeakerIndependent)
    #expect(verdict.findings.first?.text == "Speakers who chose the epoch were tested: a/1.")
    #expect(verdict.findings.first?.runs == ["f1, seed 7"])
  }

  @Test("a partial cross-validation says how much is done and what is missing")
  func partial() throws {
    var record = try goldenRecord()
    record.results.removeLast(2)
    let summary = try CrossValidationSummary(record, resamples: 1)
    #expect(summary.verdict.progress == "4 of 6 runs")
    #expect(summary.verdict.missingRuns == ["f3, seed 7", "f3, seed 8"])
    #expect(summary.text(of: record).contains("4 of 6 runs finished\nmissing: f3, seed 7; f3, seed 8\n"))
    let page = ReportPage(record, summary: summary).html
    #expect(page.contains("<strong>4 of 6 runs</strong> finished"))
    #expect(page.contains("Missing: f3, seed 7; f3, seed 8."))
  }

  @Test("without a run nothing is claimed and the page still stands")
  func empty() throws {
    var record = try goldenRecord()
    record.results = []
    let summary = try CrossValidationSummary(record)
    #expect(!summary.verdict.isSpeakerIndependent)
    #expect(summary.verdict.progress == "0 of 6 runs")
    let page = ReportPage(record, summary: summary).html
    #expect(page.contains(": no run is finished</h1>"))
    #expect(MarkupCheck.problem(in: page) == nil)
    #expect(summary.text(of: record).contains("No run is finished"))
    #expect(ReportPictures(record, summary: summary).pictures.isEmpty)
  }
}
