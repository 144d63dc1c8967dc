import Foundation

/// How the power of noise falls with frequency.
public enum NoiseColour: String, Sendable, Hashable, CaseIterable {
  /// Equal power in every hertz: electronics, a waterfall.
  case white
  /// Equal power in every octave: rooms, streets, crowds from afar.
  case pink

  /// Noise of about unit power.
  ///
  /// - Parameters:
  ///   - count: How many samples.
  ///   - generator: Where chance comes from.
  /// - Returns: Gaussian samples, spectrum as the colour has it (pink within 1 dB from 20 Hz to 20 kHz at 44.1 kHz).
  public func samples(count: Int, using generator: inout some RandomNumberGenerator) -> [Float] {
    let white = GaussianSamples.make(count: count, using: &generator)
    guard self == .pink else { return white }
    // Every other octave has a sample that is held: a sum of rows, each drawn half as often (Voss & Clarke, "1/f noise in
    // music", 1978; McCartney's order of updates, of which the number of trailing zeros tells the row).
    let rowCount = 16
    var rows = GaussianSamples.make(count: rowCount, using: &generator)
    let drawn = GaussianSamples.make(count: count, using: &generator)
    var sum = rows.reduce(0, +)
    let scale = 1 / Float(rowCount + 1).squareRoot()
    return (0..<count).map { index in
      let row = (index + 1).trailingZeroBitCount
      if row < rowCount {
        sum += drawn[index] - rows[row]
        rows[row] = drawn[index]
      }
      return scale * (sum + white[index])
    }
  }
}

/// Numbers from the normal distribution, by Box and Muller's transform.
enum GaussianSamples {
  static func make(count: Int, using generator: inout some RandomNumberGenerator) -> [Float] {
    var samples: [Float] = []
    samples.reserveCapacity(count + 1)
    while samples.count < count {
      // 1 - u lies within 0<...1, where the logarithm is finite.
      let radius = (-2 * log(1 - uniform(using: &generator))).squareRoot()
      let angle = 2 * Double.pi * uniform(using: &generator)
      samples.append(Float(radius * cos(angle)))
      samples.append(Float(radius * sin(angle)))
    }
    if samples.count > count { samples.removeLast() }
    return samples
  }

  /// A number within 0..<1 from the upper 53 bits of one draw, so that it is the same under every Swift version.
  static func uniform(using generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.next() >> 11) * 0x1p-53
  }
}
