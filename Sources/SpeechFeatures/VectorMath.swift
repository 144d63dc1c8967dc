/// Loops over plain buffers, written so that the compiler turns them into vector instructions.
enum VectorMath {
  /// Replaces each `x` with `scale * ln(max(x, floor) + offset)`; the argument of `ln` must be a normal number.
  static func replaceWithLogarithm(
    _ values: UnsafeMutableBufferPointer<Float>, floor: Float, offset: Float, scale: Float
  ) {
    guard let pointer = values.baseAddress else { return }
    for index in 0..<values.count {
      let value = pointer[index]
      pointer[index] = scale * naturalLogarithm((value > floor ? value : floor) + offset)
    }
  }

  /// `ln(x)` of a positive normal number, within two units in the last place.
  ///
  /// `x = m * 2^e` with `m` within √½...√2, and `ln m = 2 artanh(s)`, `s = (m - 1) / (m + 1)`, `|s| < 0.172`: four
  /// terms of the series leave 2e-9 of `s`. No call and no branch, unlike the library's `log`, so a loop vectorises.
  @inline(__always)
  static func naturalLogarithm(_ x: Float) -> Float {
    let rootOfHalf: UInt32 = 0x3F35_04F3
    let shifted = x.bitPattern &- rootOfHalf
    let exponent = Float(Int32(bitPattern: shifted) &>> 23)
    let mantissa = Float(bitPattern: (shifted & 0x007F_FFFF) &+ rootOfHalf)
    let s = (mantissa - 1) / (mantissa + 1)
    let z = s * s
    let series = 2 + z * (2.0 / 3 + z * (2.0 / 5 + z * (2.0 / 7 + z * (2.0 / 9))))
    // ln 2 in two parts: the first has few enough bits that its product with the exponent is exact.
    return exponent * 0.693_359_375 + (s * series + exponent * -2.121_944_4e-4)
  }

  /// Sum of squares; eight partial sums so that lanes stay independent.
  static func sumOfSquares(_ values: UnsafeBufferPointer<Float>) -> Double {
    guard let pointer = values.baseAddress else { return 0 }
    var total = 0.0
    var position = 0
    // Short blocks in single precision, their sums in double: no error grows with the length.
    while position < values.count {
      let end = min(position + 4096, values.count)
      var lanes = SIMD8<Float>()
      while position + 8 <= end {
        let lane = UnsafeRawPointer(pointer + position).loadUnaligned(as: SIMD8<Float>.self)
        lanes += lane * lane
        position += 8
      }
      var block = lanes.sum()
      while position < end {
        block += pointer[position] * pointer[position]
        position += 1
      }
      total += Double(block)
    }
    return total
  }
}
