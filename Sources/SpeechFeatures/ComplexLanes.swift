/// Two numbers side by side.
///
/// The optimiser puts a pair in one vector register. The standard library's `SIMD2` is no faster there, and without
/// optimisation it makes features ten times slower, which every debug test would pay; for the same reason the
/// operators are transparent, that is, inlined even then.
struct Lanes {
  var low: Double
  var high: Double

  @_transparent
  init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  @_transparent
  static func + (left: Self, right: Self) -> Self { Self(left.low + right.low, left.high + right.high) }

  @_transparent
  static func - (left: Self, right: Self) -> Self { Self(left.low - right.low, left.high - right.high) }

  @_transparent
  static func * (left: Self, right: Self) -> Self { Self(left.low * right.low, left.high * right.high) }

  @_transparent
  static func * (factor: Double, value: Self) -> Self { Self(factor * value.low, factor * value.high) }
}

/// Two complex numbers side by side.
struct ComplexLanes {

  var real: Lanes
  var imaginary: Lanes

  @_transparent
  init(_ real: Lanes, _ imaginary: Lanes) {
    self.real = real
    self.imaginary = imaginary
  }

  static let zero = ComplexLanes(Lanes(0, 0), Lanes(0, 0))

  @_transparent
  static func + (left: Self, right: Self) -> Self {
    Self(left.real + right.real, left.imaginary + right.imaginary)
  }

  @_transparent
  static func - (left: Self, right: Self) -> Self {
    Self(left.real - right.real, left.imaginary - right.imaginary)
  }

  @_transparent
  static func * (factor: Double, value: Self) -> Self {
    Self(factor * value.real, factor * value.imaginary)
  }

  /// Times `-i`.
  @_transparent
  var turnedBack: Self { Self(imaginary, Lanes(-real.low, -real.high)) }

  /// Times one of a table of (cosine, sine) pairs.
  @_transparent
  func rotated(by twiddles: UnsafePointer<Double>, _ index: Int) -> Self {
    let cosine = twiddles[2 * index]
    let sine = twiddles[2 * index + 1]
    return Self(cosine * real - sine * imaginary, cosine * imaginary + sine * real)
  }
}
