extension ReadingSummary {
  /// Scores the runs of a valid record in one reading.
  init(_ reading: ClassReading, of record: CrossValidationRecord, resamples: Int) {
    let results = record.results
    let answers = ReadingAnswers(reading, of: results)
    name = reading.name
    labels = reading.labels
    leftOutAnswers = answers.leftOut
    answersWithoutNumbers = answers.notNumbers

    let runs = results.indices.map { run in
      Run(results[run], answers.matrix { $0.run == run })
    }
    self.runs = runs
    overRuns = ScoreSpread(runs.filter { $0.clips > 0 })
    let seeds = record.seeds.compactMap { seed in Seed(seed, runs.filter { $0.seed == seed && $0.clips > 0 })
    }
    self.seeds = seeds
    let complete = seeds.filter { $0.folds == record.folds.count }
    overSeeds =
      complete.count < 2
      ? nil
      : ScoreSpread(
        accuracy: complete.map(\.accuracy),
        unweightedAverageRecall: complete.map(\.unweightedAverageRecall), macroF1: complete.map(\.macroF1))

    together = Self.together(reading, of: record)

    let confusion = answers.matrix()
    self.confusion = confusion
    perClass = confusion.classScores
    func groups(by group: (ReadingAnswers.Answer) -> String) -> [Group] {
      answers.grouped(by: group).map { Group($0.name, $0.answers, labels: reading.labels, results: results) }
    }
    perSpeaker = groups(by: \.speaker)
    perGender = groups(by: \.gender)
    perCorpus = groups(by: \.corpus)

    let speakers = answers.grouped(by: \.speaker).map { speaker in
      ConfusionMatrix(
        labels: reading.labels, truth: speaker.answers.map(\.truth),
        predictions: speaker.answers.map(\.prediction))
    }
    func interval(_ score: (ConfusionMatrix) -> Double) -> GroupBootstrap? {
      speakers.isEmpty ? nil : GroupBootstrap(matrices: speakers, resamples: resamples, score: score)
    }
    recallInterval = interval(\.unweightedAverageRecall)
    accuracyInterval = interval(\.accuracy)

    calibration = Calibration(answers.answers)
    coverage = CoverageCurve(
      confidences: answers.answers.map(\.confidence), isCorrect: answers.answers.map(\.isCorrect))
  }
}

extension ReadingSummary.Run {
  fileprivate init(_ result: FoldResult, _ matrix: ConfusionMatrix) {
    fold = result.fold
    seed = result.seed
    clips = matrix.total
    accuracy = matrix.accuracy
    unweightedAverageRecall = matrix.unweightedAverageRecall
    macroF1 = matrix.macroF1
  }
}

extension ReadingSummary.Seed {
  fileprivate init?(_ seed: UInt64, _ runs: [ReadingSummary.Run]) {
    guard !runs.isEmpty else { return nil }
    self.seed = seed
    folds = runs.count
    accuracy = PairwiseSum.mean(runs.map(\.accuracy))
    unweightedAverageRecall = PairwiseSum.mean(runs.map(\.unweightedAverageRecall))
    macroF1 = PairwiseSum.mean(runs.map(\.macroF1))
  }
}

extension ReadingSummary.Group {
  fileprivate init(
    _ name: String, _ answers: [ReadingAnswers.Answer], labels: [String], results: [FoldResult]
  ) {
    let matrix = ConfusionMatrix(
      labels: labels, truth: answers.map(\.truth), predictions: answers.map(\.prediction))
    self.name = name
    clips = Set(answers.map(\.clip)).count
    self.answers = answers.count
    speakers = Set(answers.map(\.speaker)).count
    var folds: [String] = []
    for run in Set(answers.map(\.run)).sorted() where !folds.contains(results[run].fold) {
      folds.append(results[run].fold)
    }
    self.folds = folds
    accuracy = matrix.accuracy
    unweightedAverageRecall = matrix.unweightedAverageRecall
  }
}

extension ReadingSummary.Calibration {
  fileprivate init(_ answers: [ReadingAnswers.Answer]) {
    before = Reliability(
      confidences: answers.map(\.plainConfidence), isCorrect: answers.map(\.isPlainlyCorrect))
    after = Reliability(confidences: answers.map(\.confidence), isCorrect: answers.map(\.isCorrect))
    errorBefore = before.expectedCalibrationError
    errorAfter = after.expectedCalibrationError
  }
}

extension ScoreSpread {
  fileprivate init(_ runs: [ReadingSummary.Run]) {
    self.init(
      accuracy: runs.map(\.accuracy), unweightedAverageRecall: runs.map(\.unweightedAverageRecall),
      macroF1: runs.map(\.macroF1))
  }
}
