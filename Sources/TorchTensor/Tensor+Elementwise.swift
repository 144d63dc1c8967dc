internal import CTorch

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Tensor {
  func apply(_ operation: ct_unary_operation, _ name: StaticString) throws(TorchError) -> Tensor {
    try .result(of: name, self) { ct_unary(operation, raw, $0) }
  }

  // Functions of each element by itself, named as in mathematics.
  public func exp() throws(TorchError) -> Tensor { try apply(CT_EXP, "exp") }
  public func log() throws(TorchError) -> Tensor { try apply(CT_LOG, "log") }
  public func squareRoot() throws(TorchError) -> Tensor { try apply(CT_SQRT, "a square root") }
  public func reciprocalSquareRoot() throws(TorchError) -> Tensor { try apply(CT_RSQRT, "rsqrt") }
  public func magnitude() throws(TorchError) -> Tensor { try apply(CT_ABS, "abs") }
  public func squared() throws(TorchError) -> Tensor { try apply(CT_SQUARE, "a square") }
  public func reciprocal() throws(TorchError) -> Tensor { try apply(CT_RECIPROCAL, "a reciprocal") }
  public func tanh() throws(TorchError) -> Tensor { try apply(CT_TANH, "tanh") }
  public func sigmoid() throws(TorchError) -> Tensor { try apply(CT_SIGMOID, "sigmoid") }
  public func relu() throws(TorchError) -> Tensor { try apply(CT_RELU, "relu") }
  public func gelu() throws(TorchError) -> Tensor { try apply(CT_GELU, "gelu") }
  public func silu() throws(TorchError) -> Tensor { try apply(CT_SILU, "silu") }
  public func sin() throws(TorchError) -> Tensor { try apply(CT_SIN, "sin") }
  public func cos() throws(TorchError) -> Tensor { try apply(CT_COS, "cos") }
  public func floor() throws(TorchError) -> Tensor { try apply(CT_FLOOR, "floor") }

  /// Whether each element is a number: neither infinite nor NaN.
  public func isFinite() throws(TorchError) -> Tensor { try apply(CT_ISFINITE, "isfinite") }

  /// Truth values turned round.
  public func not() throws(TorchError) -> Tensor { try apply(CT_NOT, "a logical not") }

  /// The element where it is positive, `slope` times it elsewhere.
  public func leakyReLU(slope: Double) throws(TorchError) -> Tensor {
    try .result(of: "leaky relu", self) { ct_leaky_relu(raw, slope, $0) }
  }

  /// Elements no smaller and no larger than the bounds.
  public func clamped(to range: ClosedRange<Double>) throws(TorchError) -> Tensor {
    try .result(of: "clamp", self) { ct_clamp(raw, range.lowerBound, range.upperBound, $0) }
  }

  /// Positive numbers along `dimension` whose sum is 1.
  public func softmax(dimension: Int = -1) throws(TorchError) -> Tensor {
    try .result(of: "softmax", self) { ct_softmax(raw, Int64(dimension), false, $0) }
  }

  /// Logarithms of ``softmax(dimension:)``, without its rounding.
  public func logSoftmax(dimension: Int = -1) throws(TorchError) -> Tensor {
    try .result(of: "log softmax", self) { ct_softmax(raw, Int64(dimension), true, $0) }
  }
}
