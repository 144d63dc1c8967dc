/// Exponential and its relatives as straight-line arithmetic, so that the compiler turns loops over them into
/// vector code; the C library's are called once per value. `Float` in, `Float` out, no tables, no branches.
enum ElementFunctions {
  /// `e^x`, relative error below 3e-7, saturating outside -87...88.
  ///
  /// `e^x = 2^n * e^r` with `n = round(x / ln 2)`, `|r| <= ln 2 / 2`, and the Taylor series of `e^r` to the sixth
  /// power. `ln 2` is subtracted in two parts whose first has few bits, so that `n * 0.693359375` is exact (Cody and
  /// Waite, Software Manual for the Elementary Functions, 1980).
  @inline(__always)
  static func exp(_ x: Float) -> Float {
    // In this order of operands a comparison is one instruction, and what is no number stays none.
    let below = 88 < x ? 88 : x
    let bounded = -87 > below ? -87 : below
    // Adding 1.5 * 2^23 leaves no bits behind the point: the sum's low bits are n, rounded to nearest.
    let shifted = bounded * 1.442_695_04 + 12_582_912
    let n = shifted - 12_582_912
    let r = (bounded - n * 0.693_359_375) + n * 2.121_944_4e-4
    var series: Float = 1 / 720
    series = series * r + 1 / 120
    series = series * r + 1 / 24
    series = series * r + 1 / 6
    series = series * r + 0.5
    series = series * r + 1
    series = series * r + 1
    return series * Float(bitPattern: (shifted.bitPattern &<< 23) &+ Float(1).bitPattern)
  }

  /// `1 / (1 + e^-x)`, absolute error below 2e-7.
  @inline(__always)
  static func sigmoid(_ x: Float) -> Float { 1 / (1 + exp(-x)) }

  /// Hyperbolic tangent, absolute error below 3e-7.
  @inline(__always)
  static func tanh(_ x: Float) -> Float { 1 - 2 / (1 + exp(2 * x)) }

  /// The error function, absolute error below 5e-7.
  ///
  /// Formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), good to 1.5e-7.
  @inline(__always)
  static func erf(_ x: Float) -> Float {
    let magnitude = x < 0 ? -x : x
    let t = 1 / (1 + 0.327_591_1 * magnitude)
    var series: Float = 1.061_405_429
    series = series * t - 1.453_152_027
    series = series * t + 1.421_413_741
    series = series * t - 0.284_496_736
    series = series * t + 0.254_829_592
    let positive = 1 - series * t * exp(-magnitude * magnitude)
    return x < 0 ? -positive : positive
  }

  /// Applies an activation to `count` values in place.
  static func apply(_ activation: ActivationSpec, to values: UnsafeMutablePointer<Float>, count: Int) {
    switch activation {
    case .relu: for index in 0..<count { values[index] = 0 > values[index] ? 0 : values[index] }
    case .leakyReLU(let slope):
      for index in 0..<count {
        let value = values[index]
        values[index] = value > 0 ? value : slope * value
      }
    case .gelu:
      for index in 0..<count {
        let value = values[index]
        values[index] = 0.5 * value * (1 + erf(value * 0.707_106_78))
      }
    case .silu: for index in 0..<count { values[index] *= sigmoid(values[index]) }
    case .tanh: for index in 0..<count { values[index] = tanh(values[index]) }
    }
  }

  /// Turns `count` scores into weights that add up to one, in place.
  static func softmax(_ values: UnsafeMutablePointer<Float>, count: Int) {
    var largest = -Float.infinity
    for index in 0..<count { largest = Swift.max(largest, values[index]) }
    var sum: Float = 0
    for index in 0..<count {
      values[index] = exp(values[index] - largest)
      sum += values[index]
    }
    let scale = 1 / sum
    for index in 0..<count { values[index] *= scale }
  }
}
