import Foundation

/// Probabilities from logits.
public enum Softmax {
  /// `exp(logit / temperature)`, scaled to sum to one; the largest logit is subtracted first so that nothing overflows.
  ///
  /// - Parameters:
  ///   - logits: What enters the softmax; shape `[labels]`.
  ///   - temperature: Positive; above 1 the probabilities get closer to each other.
  /// - Returns: Probabilities; shape `[labels]`.
  public static func probabilities(of logits: [Float], temperature: Double = 1) -> [Double] {
    precondition(temperature > 0, "a temperature is positive, not \(temperature)")
    guard let largest = logits.max() else { return [] }
    let powers = logits.map { exp((Double($0) - Double(largest)) / temperature) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// Index of the largest value, the first of equals as NumPy's `argmax`; `nil` of an empty row.
  public static func argmax<Value: Comparable>(_ values: [Value]) -> Int? {
    guard var best = values.indices.first else { return nil }
    for index in values.indices where values[index] > values[best] { best = index }
    return best
  }
}
