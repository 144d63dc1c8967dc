/// Whether confidence means what it says: clips binned by confidence, with how often they were right.
///
/// Bins are of equal width over 0...1 and hold confidences above their lower and up to their upper edge
/// (Guo et al. 2017; 15 bins are customary).
public struct Reliability: Sendable, Hashable, Codable {
  /// Clips of one range of confidence.
  public struct Bin: Sendable, Hashable, Codable {
    /// Lower edge, not included (but 0 is, in the first bin).
    public var lower: Double
    /// Upper edge, included.
    public var upper: Double
    /// Clips in the bin.
    public var clips: Int
    /// Mean confidence of the clips; 0 in an empty bin.
    public var confidence: Double
    /// Share of the clips that were right; 0 in an empty bin.
    public var accuracy: Double
  }

  /// Bins by rising confidence.
  public let bins: [Bin]

  /// Bins clips by confidence.
  ///
  /// - Parameters:
  ///   - confidences: Probability of the predicted class of each clip, within 0...1.
  ///   - isCorrect: Whether each prediction was right; as many as `confidences`.
  ///   - binCount: Number of bins; positive.
  public init(confidences: [Double], isCorrect: [Bool], binCount: Int = 15) {
    precondition(
      confidences.count == isCorrect.count,
      "\(confidences.count) confidences do not pair with \(isCorrect.count) outcomes")
    precondition(binCount > 0, "a reliability diagram has at least one bin, not \(binCount)")
    var clips = Array(repeating: 0, count: binCount)
    var confidence = Array(repeating: 0.0, count: binCount)
    var right = Array(repeating: 0, count: binCount)
    for (value, correct) in zip(confidences, isCorrect) {
      let index = min(max(Int((value * Double(binCount)).rounded(.up)) - 1, 0), binCount - 1)
      clips[index] += 1
      confidence[index] += value
      if correct { right[index] += 1 }
    }
    bins = (0..<binCount).map { index in
      let count = Double(max(clips[index], 1))
      return Bin(
        lower: Double(index) / Double(binCount), upper: Double(index + 1) / Double(binCount),
        clips: clips[index], confidence: confidence[index] / count, accuracy: Double(right[index]) / count)
    }
  }

  /// Bins the predictions that rows of probabilities make.
  ///
  /// - Parameters:
  ///   - probabilities: Shape `[clips, labels]`.
  ///   - truth: Index of the true class of each clip.
  ///   - binCount: Number of bins; positive.
  public init(probabilities: [[Double]], truth: [Int], binCount: Int = 15) {
    let predictions = probabilities.map { Softmax.argmax($0) ?? 0 }
    self.init(
      confidences: zip(probabilities, predictions).map { $0.isEmpty ? 0 : $0[$1] },
      isCorrect: zip(predictions, truth).map(==), binCount: binCount)
  }

  /// Mean distance between confidence and accuracy over the bins, weighted by their clips (ECE), within 0...1.
  public var expectedCalibrationError: Double {
    let total = bins.reduce(0) { $0 + $1.clips }
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + abs($1.accuracy - $1.confidence) * Double($1.clips) } / Double(total)
  }
}
