/// Counts of what was said against what was true: rows are the truth, columns the predictions.
///
/// Matrices of the same labels add up, so that folds, corpora and speakers can be pooled.
public struct ConfusionMatrix: Sendable, Hashable, Codable {
  /// Names of rows and columns, in order.
  public let labels: [String]

  /// Clips; shape `[labels, labels]`, `counts[truth][prediction]`.
  public private(set) var counts: [[Int]]

  /// An empty matrix.
  public init(labels: [String]) {
    self.labels = labels
    counts = Array(repeating: Array(repeating: 0, count: labels.count), count: labels.count)
  }

  /// Counts pairs of class indices.
  ///
  /// - Parameters:
  ///   - labels: Names of the classes, in order.
  ///   - truth: Index of the true class of each clip, within `labels`.
  ///   - predictions: Index of the predicted class of each clip; as many as `truth`.
  public init(labels: [String], truth: [Int], predictions: [Int]) {
    precondition(
      truth.count == predictions.count,
      "\(truth.count) true classes do not pair with \(predictions.count) predicted ones")
    self.init(labels: labels)
    for (actual, predicted) in zip(truth, predictions) { add(truth: actual, prediction: predicted) }
  }

  /// Counts pairs of class names; a pair with a name that is not in `labels` is left out, as scikit-learn's
  /// `confusion_matrix` does.
  ///
  /// - Parameters:
  ///   - labels: Names of the classes, in order.
  ///   - truth: The true class of each clip.
  ///   - predictions: The predicted class of each clip; as many as `truth`.
  public init(labels: [String], truth: [String], predictions: [String]) {
    precondition(
      truth.count == predictions.count,
      "\(truth.count) true classes do not pair with \(predictions.count) predicted ones")
    self.init(labels: labels)
    let indices = Dictionary(labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for (actual, predicted) in zip(truth, predictions) {
      guard let row = indices[actual], let column = indices[predicted] else { continue }
      counts[row][column] += 1
    }
  }

  /// Counts one clip.
  public mutating func add(truth: Int, prediction: Int) {
    precondition(
      labels.indices.contains(truth), "\(truth) is not the index of one of \(labels.count) classes")
    precondition(
      labels.indices.contains(prediction), "\(prediction) is not the index of one of \(labels.count) classes")
    counts[truth][prediction] += 1
  }

  /// Adds another matrix over the same labels.
  public static func += (left: inout ConfusionMatrix, right: ConfusionMatrix) {
    precondition(left.labels == right.labels, "only confusion matrices over the same labels add up")
    for row in left.counts.indices {
      for column in left.counts[row].indices { left.counts[row][column] += right.counts[row][column] }
    }
  }

  /// Clips counted.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Clips of each true class; shape `[labels]`.
  public var support: [Int] { counts.map { $0.reduce(0, +) } }

  /// Clips given to each class; shape `[labels]`.
  public var predicted: [Int] {
    labels.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
  }

  /// Clips given to the class they belong to; shape `[labels]`.
  public var correct: [Int] { labels.indices.map { counts[$0][$0] } }
}
