/// How well one class was recognised.
public struct ClassScores: Sendable, Hashable, Codable {
  /// Share of the clips given this class that belong to it; 0 where none was given it.
  public var precision: Double
  /// Share of the clips of this class that were given it; 0 where it has none.
  public var recall: Double
  /// Harmonic mean of precision and recall; 0 where both are.
  public var f1: Double
  /// Clips that belong to this class.
  public var support: Int

  /// Wraps scores that are already known.
  public init(precision: Double, recall: Double, f1: Double, support: Int) {
    self.precision = precision
    self.recall = recall
    self.f1 = f1
    self.support = support
  }

  /// Computes the scores from counts; a division by zero gives 0.
  ///
  /// - Parameters:
  ///   - correct: Clips of this class that were given it.
  ///   - predicted: Clips that were given this class.
  ///   - support: Clips that belong to this class.
  public init(correct: Int, predicted: Int, support: Int) {
    func ratio(_ numerator: Int, _ denominator: Int) -> Double {
      denominator == 0 ? 0 : Double(numerator) / Double(denominator)
    }
    self.init(
      precision: ratio(correct, predicted), recall: ratio(correct, support),
      f1: ratio(2 * correct, predicted + support), support: support)
  }
}
