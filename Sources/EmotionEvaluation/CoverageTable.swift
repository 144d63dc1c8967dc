/// How often a model is right where it answers only what it is sure of.
///
/// Each point leaves out the clips with the lowest confidence (El-Yaniv & Wiener, "On the foundations of noise-free
/// selective classification", JMLR 2010). A threshold read off here is meant for other clips of the same kind; choose it on speakers
/// that are not reported.
public struct CoverageTable: Sendable, Hashable, Codable {
  /// What one threshold does.
  public struct Point: Sendable, Hashable, Codable {
    /// Share of the clips that was to be answered, within 0...1.
    public var wantedCoverage: Double
    /// Clips with at least this confidence are answered, within 0...1.
    public var threshold: Double
    /// Share of the clips that is answered: above what was wanted where confidences are equal.
    public var coverage: Double
    /// Clips answered.
    public var clips: Int
    /// Share of the answered clips that is right.
    public var accuracy: Double
    /// Mean recall over the classes that occur among the answered clips.
    public var unweightedAverageRecall: Double

    enum CodingKeys: String, CodingKey {
      case wantedCoverage = "wanted_coverage"
      case threshold, coverage, clips, accuracy
      case unweightedAverageRecall = "unweighted_average_recall"
    }
  }

  /// Shares of the clips to be answered, unless the caller says otherwise.
  public static let defaultCoverages = [1, 0.9, 0.8, 0.7, 0.6, 0.5]

  /// Points in the order of the shares asked for.
  public let points: [Point]

  /// Scores the most confident shares of the clips.
  ///
  /// - Parameters:
  ///   - labels: Classes, in order.
  ///   - truth: Index of the true class of each clip; at least one clip.
  ///   - predictions: Index of the predicted class of each clip.
  ///   - confidences: Probability of the predicted class of each clip.
  ///   - coverages: Shares of the clips to answer, above 0, at most 1.
  public init(
    labels: [String], truth: [Int], predictions: [Int], confidences: [Double],
    coverages: [Double] = CoverageTable.defaultCoverages
  ) {
    precondition(
      truth.count == predictions.count && truth.count == confidences.count && !truth.isEmpty,
      "every clip, and there is at least one, has a true class, a prediction and a confidence")
    let sorted = confidences.sorted(by: >)
    points = coverages.map { coverage in
      precondition(coverage > 0 && coverage <= 1, "a coverage is above 0 and at most 1, not \(coverage)")
      let wanted = min(max(Int((coverage * Double(sorted.count)).rounded(.up)), 1), sorted.count)
      let threshold = wanted == sorted.count ? 0 : sorted[wanted - 1]
      let answered = truth.indices.filter { confidences[$0] >= threshold }
      let matrix = ConfusionMatrix(
        labels: labels, truth: answered.map { truth[$0] }, predictions: answered.map { predictions[$0] })
      return Point(
        wantedCoverage: coverage, threshold: threshold,
        coverage: Double(answered.count) / Double(truth.count), clips: answered.count,
        accuracy: matrix.accuracy, unweightedAverageRecall: matrix.unweightedAverageRecall)
    }
  }
}
