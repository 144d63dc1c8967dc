/// What is gained by answering only where the network is sure: share of clips answered against how many of those
/// answers are right.
public struct CoverageCurve: Codable, Sendable, Hashable {
  /// What happens if every clip below a threshold is left without an answer.
  public struct Point: Codable, Sendable, Hashable {
    /// Confidence from which on a clip is answered, within 0...1.
    public var threshold: Double
    /// Share of clips answered, above 0 and up to 1.
    public var coverage: Double
    /// Share of the answered clips that are right.
    public var accuracy: Double
  }

  /// Points by rising coverage; the last answers every clip. Empty without clips.
  public let points: [Point]

  /// Sorts clips by confidence and accepts more and more of them. Clips of equal confidence are accepted together,
  /// because no threshold tells them apart.
  ///
  /// - Parameters:
  ///   - confidences: Probability of the predicted class of each clip, within 0...1.
  ///   - isCorrect: Whether each prediction was right; as many as `confidences`.
  ///   - pointCount: Points that are kept at most, about evenly over the coverage; positive.
  public init(confidences: [Double], isCorrect: [Bool], pointCount: Int = 100) {
    precondition(
      confidences.count == isCorrect.count,
      "\(confidences.count) confidences do not pair with \(isCorrect.count) outcomes")
    precondition(pointCount > 0, "a curve has at least one point, not \(pointCount)")
    let order = confidences.indices.sorted {
      (confidences[$1], $0) < (confidences[$0], $1)
    }
    let total = order.count
    var points: [Point] = []
    var right = 0
    var wanted = 1
    for (position, clip) in order.enumerated() {
      if isCorrect[clip] { right += 1 }
      let answered = position + 1
      if answered < total, confidences[order[answered]] == confidences[clip] { continue }
      guard answered * pointCount >= wanted * total else { continue }
      wanted = answered * pointCount / total + 1
      points.append(
        Point(
          threshold: confidences[clip], coverage: Double(answered) / Double(total),
          accuracy: Double(right) / Double(answered)))
    }
    self.points = points
  }

  /// Share of right answers where at least this share of clips is answered; nil without clips.
  ///
  /// - Parameter coverage: Within 0...1.
  /// - Returns: The accuracy at the first point that covers as much.
  public func accuracy(atCoverage coverage: Double) -> Double? {
    points.first { $0.coverage >= coverage }?.accuracy ?? points.last?.accuracy
  }
}
