/// How far a score would move with other speakers: speakers, not clips, are drawn again with replacement.
///
/// Clips of one speaker are alike, so drawing clips would promise too much. The interval is the percentile
/// interval (Efron & Tibshirani 1993, chapter 13).
public struct GroupBootstrap: Sendable, Hashable, Codable {
  /// The score on all groups.
  public var estimate: Double
  /// Lower end of the interval.
  public var lower: Double
  /// Upper end of the interval.
  public var upper: Double
  /// Mass between the ends, such as 0.95.
  public var confidence: Double
  /// Groups drawn from.
  public var groups: Int
  /// Draws made.
  public var resamples: Int

  /// Draws groups and scores each draw.
  ///
  /// - Parameters:
  ///   - matrices: The confusion matrix of each group, over the same labels; at least one.
  ///   - resamples: Draws.
  ///   - confidence: Mass between the ends, within 0..<1.
  ///   - seed: The same seed gives the same interval.
  ///   - score: What is scored, such as `\.unweightedAverageRecall`.
  public init(
    matrices: [ConfusionMatrix], resamples: Int = 1000, confidence: Double = 0.95, seed: UInt64 = 0,
    score: (ConfusionMatrix) -> Double = { $0.unweightedAverageRecall }
  ) {
    precondition(resamples > 0, "a bootstrap needs at least one draw, not \(resamples)")
    precondition((0..<1).contains(confidence), "a confidence is within 0..<1, not \(confidence)")
    guard let first = matrices.first else {
      preconditionFailure("a bootstrap needs at least one group")
    }
    var generator = SplitMix(state: seed)
    var scores: [Double] = []
    scores.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var pooled = ConfusionMatrix(labels: first.labels)
      for _ in matrices { pooled += matrices[generator.index(below: matrices.count)] }
      scores.append(score(pooled))
    }
    scores.sort()
    var whole = ConfusionMatrix(labels: first.labels)
    for matrix in matrices { whole += matrix }
    estimate = score(whole)
    lower = Self.quantile(scores, (1 - confidence) / 2)
    upper = Self.quantile(scores, (1 + confidence) / 2)
    self.confidence = confidence
    groups = matrices.count
    self.resamples = resamples
  }

  /// Groups clips, then draws the groups.
  ///
  /// - Parameters:
  ///   - labels: Classes, in order.
  ///   - truth: Index of the true class of each clip.
  ///   - predictions: Index of the predicted class of each clip.
  ///   - groups: The group of each clip: its speaker.
  ///   - resamples: Draws.
  ///   - confidence: Mass between the ends, within 0..<1.
  ///   - seed: The same seed gives the same interval.
  ///   - score: What is scored.
  public init(
    labels: [String], truth: [Int], predictions: [Int], groups: [String], resamples: Int = 1000,
    confidence: Double = 0.95, seed: UInt64 = 0,
    score: (ConfusionMatrix) -> Double = { $0.unweightedAverageRecall }
  ) {
    var matrices: [String: ConfusionMatrix] = [:]
    for (index, group) in groups.enumerated() {
      matrices[group, default: ConfusionMatrix(labels: labels)].add(
        truth: truth[index], prediction: predictions[index])
    }
    // Sorted, because the order of a dictionary differs from run to run and the draws go by index.
    let ordered = matrices.sorted { $0.key < $1.key }.map(\.value)
    self.init(matrices: ordered, resamples: resamples, confidence: confidence, seed: seed, score: score)
  }

  /// Quantile of sorted values by linear interpolation, as NumPy's default.
  static func quantile(_ sorted: [Double], _ fraction: Double) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let low = Int(position.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014): this module imports nothing of ours, so it has its own few lines.
private struct SplitMix {
  var state: UInt64

  mutating func index(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    // The bias of taking the high half of the product is below count / 2^64.
    return Int(mixed.multipliedFullWidth(by: UInt64(count)).high)
  }
}
