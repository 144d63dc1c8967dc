import Foundation

extension SeededGenerator {
  /// A number within 0..<1, from the upper 53 of one draw's bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number within `range`, its upper end not included (rounding aside).
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number within 0..<`count`, each as likely as the other.
  ///
  /// Lemire, "Fast random integer generation in an interval", 2019: a product's high half, drawn again in the
  /// few cases that would favour some numbers.
  ///
  /// - Parameter count: Positive.
  /// - Returns: A number within 0..<`count`.
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "an index is drawn from at least one, not \(count)")
    let bound = UInt64(count)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A number from the normal distribution, by the cosine half of Box and Muller's transform: two draws each, so
  /// that nothing is kept between calls.
  ///
  /// - Parameters:
  ///   - mean: Centre.
  ///   - standardDeviation: Spread; not negative.
  /// - Returns: A number.
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    // 1 - u lies within 0<...1, where the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return mean + standardDeviation * radius * cos(2 * .pi * uniform())
  }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool {
    uniform() < probability
  }

  /// Puts `values` into a random order (Fisher and Yates, from the last place down).
  public mutating func shuffle<Value>(_ values: inout [Value]) {
    for place in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(place, index(below: place + 1))
    }
  }

  /// `values` in a random order.
  public mutating func shuffled<Values: Sequence>(_ values: Values) -> [Values.Element] {
    var result = Array(values)
    shuffle(&result)
    return result
  }

  /// Up to `count` of `values`, each at most once, in the order drawn.
  public mutating func sample<Value>(_ count: Int, from values: [Value]) -> [Value] {
    Array(shuffled(values).prefix(max(0, count)))
  }

  /// One of `values`; `nil` where there are none.
  public mutating func element<Value>(of values: [Value]) -> Value? {
    values.isEmpty ? nil : values[index(below: values.count)]
  }
}
