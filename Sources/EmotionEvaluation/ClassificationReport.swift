/// Precision, recall and F1 of every class with their averages, as scikit-learn's `classification_report`.
///
/// ``text(digits:)`` equals scikit-learn 1.9's text to the character, `zero_division=0`.
public struct ClassificationReport: Sendable, Hashable {
  /// Names of the rows, in order.
  public let labels: [String]

  /// Scores of each label, in order.
  public let classes: [ClassScores]

  /// Scores over all listed classes together: every clip counts the same.
  public let microAverage: ClassScores

  /// Mean over the listed classes, absent ones included.
  public let macroAverage: ClassScores

  /// Mean over the listed classes, weighted by their support.
  public let weightedAverage: ClassScores

  /// Whether `labels` names every class that occurs, so that the micro average is the accuracy and is printed as such.
  public let coversAllClasses: Bool

  /// Whether any clip was given its own class, listed or not.
  let hasCorrectPrediction: Bool

  /// Builds the report of a confusion matrix.
  public init(_ matrix: ConfusionMatrix) {
    self.init(
      labels: matrix.labels, correct: matrix.correct, predicted: matrix.predicted, support: matrix.support,
      coversAllClasses: true, hasCorrectPrediction: matrix.correct.contains { $0 > 0 })
  }

  /// Builds the report from what was true and what was predicted.
  ///
  /// - Parameters:
  ///   - truth: The true class of each clip.
  ///   - predictions: The predicted class of each clip; as many as `truth`.
  ///   - labels: Rows of the report, in order; may leave out classes that occur. Without it: all that occur, sorted.
  public init(truth: [String], predictions: [String], labels: [String]? = nil) {
    precondition(
      truth.count == predictions.count,
      "\(truth.count) true classes do not pair with \(predictions.count) predicted ones")
    let present = Set(truth).union(predictions)
    let rows = labels ?? present.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    var correct: [String: Int] = [:]
    var predicted: [String: Int] = [:]
    var support: [String: Int] = [:]
    for (actual, guess) in zip(truth, predictions) {
      support[actual, default: 0] += 1
      predicted[guess, default: 0] += 1
      if actual == guess { correct[actual, default: 0] += 1 }
    }
    self.init(
      labels: rows, correct: rows.map { correct[$0] ?? 0 }, predicted: rows.map { predicted[$0] ?? 0 },
      support: rows.map { support[$0] ?? 0 }, coversAllClasses: present.isSubset(of: Set(rows)),
      hasCorrectPrediction: !correct.isEmpty)
  }

  private init(
    labels: [String], correct: [Int], predicted: [Int], support: [Int], coversAllClasses: Bool,
    hasCorrectPrediction: Bool
  ) {
    self.hasCorrectPrediction = hasCorrectPrediction
    self.labels = labels
    self.coversAllClasses = coversAllClasses
    let classes = labels.indices.map {
      ClassScores(correct: correct[$0], predicted: predicted[$0], support: support[$0])
    }
    let total = support.reduce(0, +)
    let weights = support.map(Double.init)

    func weightedMean(_ values: [Double]) -> Double {
      // Without any clip scikit-learn's weights sum to zero and it falls back to the plain mean (of zeros).
      guard total > 0 else { return PairwiseSum.mean(values) }
      return PairwiseSum.sum(zip(values, weights).map(*)) / PairwiseSum.sum(weights)
    }

    self.classes = classes
    microAverage = ClassScores(
      correct: correct.reduce(0, +), predicted: predicted.reduce(0, +), support: total)
    macroAverage = ClassScores(
      precision: PairwiseSum.mean(classes.map(\.precision)), recall: PairwiseSum.mean(classes.map(\.recall)),
      f1: PairwiseSum.mean(classes.map(\.f1)), support: total)
    weightedAverage = ClassScores(
      precision: weightedMean(classes.map(\.precision)), recall: weightedMean(classes.map(\.recall)),
      f1: weightedMean(classes.map(\.f1)), support: total)
  }
}
