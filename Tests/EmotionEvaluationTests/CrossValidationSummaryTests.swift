import Foundation
import Testing

@testable import EmotionEvaluation

@Suite("Summary of a cross-validation")
struct CrossValidationSummaryTests {
  /// Scores are quotients and means of small counts; probabilities are double precision.
  let tolerance = 1e-9

  private func close(_ ours: [Double], _ theirs: [Double]) -> Bool {
    ours.count == theirs.count && zip(ours, theirs).allSatisfy { abs($0 - $1) < tolerance }
  }

  @Test("runs, seeds, confusions, calibration and interval equal scikit-learn's and NumPy's in each reading")
  func goldenValues() throws {
    let record = try goldenRecord()
    let summary = try CrossValidationSummary(record, resamples: 200)
    let goldens = try golden("cross_validation_scores.json", as: [GoldenReading].self)
    #expect(summary.readings.map(\.name) == goldens.map(\.name))
    for (reading, golden) in zip(summary.readings, goldens) {
      for (run, theirs) in zip(reading.runs, golden.runs) {
        #expect(close([run.accuracy, run.unweightedAverageRecall, run.macroF1], theirs), "\(golden.name)")
      }
      let spreads = [
        reading.overRuns.accuracy, reading.overRuns.unweightedAverageRecall, reading.overRuns.macroF1,
      ]
      #expect(close(spreads.map(\.mean), golden.mean))
      #expect(close(spreads.compactMap(\.standardDeviation), golden.deviation))
      for (seed, theirs) in zip(reading.seeds, golden.seedMeans) {
        #expect(close([seed.accuracy, seed.unweightedAverageRecall, seed.macroF1], theirs))
      }
      let overSeeds = try #require(reading.overSeeds)
      let seedSpreads = [overSeeds.accuracy, overSeeds.unweightedAverageRecall, overSeeds.macroF1]
      #expect(close(seedSpreads.compactMap(\.standardDeviation), golden.seedDeviation))
      #expect(reading.confusion.counts == golden.confusion)
      #expect(
        close(
          [reading.calibration.errorBefore, reading.calibration.errorAfter],
          [golden.errorBefore, golden.errorAfter]))
      #expect(close([try #require(reading.coverage.accuracy(atCoverage: 0.5))], [golden.half]))
      let interval = try #require(reading.recallInterval)
      #expect(close([interval.lower, interval.upper], golden.interval))
      #expect(reading.perSpeaker.map(\.name) == golden.speakers.keys.sorted())
      for speaker in reading.perSpeaker {
        let theirs = try #require(golden.speakers[speaker.name])
        #expect(close([speaker.unweightedAverageRecall], [theirs]), "\(speaker.name)")
      }
      #expect(reading.leftOutAnswers == golden.leftOut)
    }
  }

  @Test("parts count clips once, answers once for each seed, and name their folds")
  func parts() throws {
    let summary = try CrossValidationSummary(goldenRecord(), resamples: 1)
    let six = summary.readings[0]
    #expect(six.perCorpus.map(\.name) == ["a", "b"])
    #expect(six.perCorpus.map(\.clips) == [56, 28])
    #expect(six.perCorpus.map(\.answers) == [112, 56])
    #expect(six.perCorpus.map(\.speakers) == [4, 2])
    #expect(six.perCorpus[1].folds == ["f1", "f2"])
    #expect(six.perGender.map(\.name) == ["female", "male"])
    #expect(six.perSpeaker.first?.folds == ["f1"])
    #expect(six.chance == 1.0 / 6)
    #expect(six.perClass == six.classificationReport.classes)
  }

  @Test("the seeds' spread counts only seeds that have all their folds")
  func partialSeeds() throws {
    var record = try goldenRecord()
    record.results.removeLast()
    let summary = try CrossValidationSummary(record, resamples: 1)
    #expect(summary.readings[0].seeds.map(\.folds) == [3, 2])
    #expect(summary.readings[0].overSeeds == nil)
    #expect(summary.readings[0].overRuns.accuracy.count == 5)
    record.results = []
    let empty = try CrossValidationSummary(record, resamples: 1)
    #expect(empty.readings[0].recallInterval == nil)
    #expect(empty.readings[0].overRuns.accuracy == Spread([]))
    #expect(empty.readings[0].coverage.points.isEmpty)
  }

  @Test("a model's weights count in its answers and in sums of them, in finer classes they do not")
  func weights() throws {
    var record = tinyRecord(named: "w")
    // Probabilities of 0.731 and 0.269: with a quarter of the weight the first falls behind.
    record.results[0].outputWeights = [0.25, 1]
    var second = record.results[0]
    (second.seed, second.outputWeights) = (2, nil)
    record.results.append(second)
    record.seeds = [1, 2]
    let labels = record.readings[0].labels
    let plain = ClassReading(name: "fine", labels: labels, sources: [[0], [1]])
    let weighted = ClassReading(name: "answers", labels: labels, sources: [[0], [1]], isWeighted: true)
    #expect(ReadingAnswers(plain, of: record.results).answers.map(\.prediction) == [0, 0, 0, 0])
    #expect(ReadingAnswers(weighted, of: record.results).answers.map(\.prediction) == [1, 1, 0, 0])
    let values = weighted.probabilities(of: [0.75, 0.25], weights: [0.25, 1])
    #expect(abs(values[0] - 0.1875 / 0.4375) < 1e-12)
    // Together: the geometric mean of 0.25 and 1 leaves the first ahead, with 0.731 / 2 against 0.269.
    let joined = try #require(FoldResult(together: record.results))
    #expect(joined.outputWeights == [0.5, 1])
    #expect(ReadingAnswers(weighted, of: [joined]).answers.map(\.prediction) == [0, 0])
    let saved = try JSONDecoder().decode(CrossValidationRecord.self, from: JSONEncoder().encode(record))
    #expect(saved.results.map(\.outputWeights) == [[0.25, 1], nil])
    let reading = try JSONDecoder().decode(ClassReading.self, from: JSONEncoder().encode(weighted))
    #expect(reading == weighted && reading.isWeighted)
  }

  @Test("a spread has no deviation of one figure, and divides by one less than their number")
  func spread() {
    #expect(Spread([0.5]).standardDeviation == nil)
    #expect(Spread([1, 3]).mean == 2)
    #expect(Spread([1, 3]).standardDeviation == 2.0.squareRoot())
    #expect(Spread([]).mean == 0)
  }

  @Test("coverage grows with falling thresholds, and equal confidences stand together")
  func coverage() {
    let curve = CoverageCurve(
      confidences: [0.5, 0.9, 0.5, 0.7], isCorrect: [false, true, true, true])
    #expect(curve.points.map(\.threshold) == [0.9, 0.7, 0.5])
    #expect(curve.points.map(\.coverage) == [0.25, 0.5, 1])
    #expect(curve.points.map(\.accuracy) == [1, 1, 0.75])
    #expect(curve.accuracy(atCoverage: 0.6) == 0.75)
    let many = CoverageCurve(
      confidences: (0..<1000).map { Double($0) / 1000 }, isCorrect: (0..<1000).map { $0 >= 500 },
      pointCount: 10)
    #expect(many.points.map(\.coverage) == (1...10).map { Double($0) / 10 })
    #expect(many.accuracy(atCoverage: 0.5) == 1)
    #expect(many.points.last?.accuracy == 0.5)
  }

  @Test("a network that diverged is scored, and it is said")
  func notNumbers() throws {
    var record = try goldenRecord()
    record.results[0].clips[0].logits = Array(repeating: .nan, count: 6)
    let summary = try CrossValidationSummary(record, resamples: 1)
    #expect(summary.readings.map(\.answersWithoutNumbers) == [1, 1, 1])
    #expect(summary.text(of: record).contains("held no numbers"))
    let json = try record.json(with: summary)
    #expect(try CrossValidationRecord(json: json).results[0].clips[0].logits.allSatisfy(\.isNaN))
  }
}
