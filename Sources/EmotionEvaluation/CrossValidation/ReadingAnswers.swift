/// What the runs of a cross-validation said of their test clips in the words of one reading.
struct ReadingAnswers {
  /// One answer: a clip that two seeds tested has two.
  struct Answer {
    /// Place of the run within the record's results.
    var run: Int
    /// The clip's name.
    var clip: String
    var corpus: String
    var speaker: String
    var gender: String
    /// Index of the true class within the reading's labels.
    var truth: Int
    /// Index of the likeliest class at the run's temperature.
    var prediction: Int
    /// Its probability.
    var confidence: Double
    /// Probability of the likeliest class at temperature 1.
    var plainConfidence: Double
    /// Whether the likeliest class at temperature 1 is the true one. Sums of classes can change places with the
    /// temperature, though single classes cannot.
    var isPlainlyCorrect: Bool

    var isCorrect: Bool { truth == prediction }
  }

  let labels: [String]
  /// In the order of the runs and of their clips.
  let answers: [Answer]
  /// Answers left out because no class of the reading is the clip's own.
  let leftOut: Int
  /// Answers with a logit that is no number or infinite. Such a network says nothing: every class is as likely, and the
  /// first is taken.
  let notNumbers: Int

  init(_ reading: ClassReading, of results: [FoldResult]) {
    labels = reading.labels
    var answers: [Answer] = []
    var leftOut = 0
    var notNumbers = 0
    for (run, result) in results.enumerated() {
      let truths = result.labels.indices.map { reading.label(ofOutput: $0) }
      for clip in result.clips {
        guard let truth = truths[clip.truth] else {
          leftOut += 1
          continue
        }
        let isNumeric = clip.logits.allSatisfy(\.isFinite)
        if !isNumeric { notNumbers += 1 }
        let logits = isNumeric ? clip.logits : clip.logits.map { _ in 0 }
        let scaled = reading.probabilities(
          of: Softmax.probabilities(of: logits, temperature: result.temperature),
          weights: result.outputWeights)
        let plain = reading.probabilities(
          of: Softmax.probabilities(of: logits), weights: result.outputWeights)
        let prediction = Softmax.argmax(scaled) ?? 0
        let plainPrediction = Softmax.argmax(plain) ?? 0
        answers.append(
          Answer(
            run: run, clip: clip.id, corpus: clip.corpus, speaker: clip.speaker, gender: clip.gender,
            truth: truth, prediction: isNumeric ? prediction : 0, confidence: min(scaled[prediction], 1),
            plainConfidence: min(plain[plainPrediction], 1),
            isPlainlyCorrect: truth == (isNumeric ? plainPrediction : 0)))
      }
    }
    self.answers = answers
    self.leftOut = leftOut
    self.notNumbers = notNumbers
  }

  /// Counts of the answers that a condition holds for.
  func matrix(where isIncluded: (Answer) -> Bool = { _ in true }) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(labels: labels)
    for answer in answers where isIncluded(answer) {
      matrix.add(truth: answer.truth, prediction: answer.prediction)
    }
    return matrix
  }

  /// Answers by name, names sorted.
  func grouped(by name: (Answer) -> String) -> [(name: String, answers: [Answer])] {
    Dictionary(grouping: answers, by: name).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
