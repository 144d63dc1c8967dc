import EmotionCorpora

/// Half a minute of noise of unit power, made once; a draw reads it from a random place on.
///
/// Drawing each sample anew would cost as much as the features themselves.
enum NoiseTable {
  /// A power of two, so that an index wraps with a mask.
  static let count = 1 << 19

  /// Gaussian white noise.
  static let white: [Float] = {
    var generator = SeededGenerator(seed: 0x57_48_49_54_45)
    return (0..<count).map { _ in Float(generator.normal()) }
  }()

  /// Pink noise: white noise through the sum of three first-order low-passes whose corners lie a decade apart,
  /// which falls by 10 dB a decade within 1 dB between them.
  static let pink: [Float] = {
    var low = Float(0)
    var middle = Float(0)
    var high = Float(0)
    var samples = white.map { value -> Float in
      low = 0.997 * low + 0.0299 * value
      middle = 0.969 * middle + 0.0969 * value
      high = 0.72 * high + 0.28 * value
      return low + middle + high
    }
    let power = samples.reduce(Double(0)) { $0 + Double($1 * $1) } / Double(count)
    let scale = Float(1 / power.squareRoot())
    for index in samples.indices { samples[index] *= scale }
    return samples
  }()
}
