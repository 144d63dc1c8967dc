/// Two complex numbers side by side: their real parts in one vector register, their imaginary parts in another.
struct ComplexLanes {
  typealias Lanes = SIMD2<Double>

  var real: Lanes
  var imaginary: Lanes

  @inline(__always)
  init(_ real: Lanes, _ imaginary: Lanes) {
    self.real = real
    self.imaginary = imaginary
  }

  static let zero = ComplexLanes(.zero, .zero)

  @inline(__always)
  static func + (left: Self, right: Self) -> Self {
    Self(left.real + right.real, left.imaginary + right.imaginary)
  }

  @inline(__always)
  static func - (left: Self, right: Self) -> Self {
    Self(left.real - right.real, left.imaginary - right.imaginary)
  }

  @inline(__always)
  static func * (factor: Double, value: Self) -> Self {
    Self(factor * value.real, factor * value.imaginary)
  }

  /// Times `-i`.
  @inline(__always)
  var turnedBack: Self { Self(imaginary, -real) }

  /// Times one of a table of (cosine, sine) pairs.
  @inline(__always)
  func rotated(by twiddles: UnsafePointer<Double>, _ index: Int) -> Self {
    let cosine = twiddles[2 * index]
    let sine = twiddles[2 * index + 1]
    return Self(cosine * real - sine * imaginary, cosine * imaginary + sine * real)
  }
}
