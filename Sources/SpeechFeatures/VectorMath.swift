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

  /// Sum of squares; partial sums that do not wait for each other, which the optimiser puts in vector registers.
  static func sumOfSquares(_ values: UnsafeBufferPointer<Float>) -> Double {
    guard let pointer = values.baseAddress else { return 0 }
    let count = values.count
    var total = 0.0
    var position = 0
    // Short blocks in single precision, their sums in double: no error grows with the length.
    while position < count {
      let end = min(position + 1024, count)
      var (sum0, sum1, sum2, sum3) = (Float(0), Float(0), Float(0), Float(0))
      var (sum4, sum5, sum6, sum7) = (Float(0), Float(0), Float(0), Float(0))
      while position &+ 8 <= end {
        let block = pointer + position
        sum0 += block[0] * block[0]
        sum1 += block[1] * block[1]
        sum2 += block[2] * block[2]
        sum3 += block[3] * block[3]
        sum4 += block[4] * block[4]
        sum5 += block[5] * block[5]
        sum6 += block[6] * block[6]
        sum7 += block[7] * block[7]
        position &+= 8
      }
      while position < end {
        sum0 += pointer[position] * pointer[position]
        position &+= 1
      }
      total += Double(((sum0 + sum4) + (sum2 + sum6)) + ((sum1 + sum5) + (sum3 + sum7)))
    }
    return total
  }

  /// Turns `count` rows of four lanes into up to four rows of `count`.
  static func transpose(
    _ lanes: UnsafePointer<Float>, count: Int, to target: UnsafeMutablePointer<Float>, rows: Int
  ) {
    for row in 0..<min(rows, 4) {
      let output = target + row * count
      for index in 0..<count { output[index] = lanes[4 * index + row] }
    }
  }
}
