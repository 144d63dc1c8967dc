internal import CTorch

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Tensor {
  private static func apply(
    _ operation: ct_binary_operation, _ name: StaticString, _ left: Tensor, _ right: Tensor
  ) throws(TorchError) -> Tensor {
    try .result(of: name, left, right) { ct_binary(operation, left.raw, right.raw, $0) }
  }

  private static func apply(
    _ operation: ct_binary_operation, _ name: StaticString, _ left: Tensor, _ right: Double
  ) throws(TorchError) -> Tensor {
    try .result(of: name, left) { ct_binary_scalar(operation, left.raw, right, $0) }
  }

  // Element by element; shapes are stretched to each other as in NumPy.
  public static func + (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_ADD, "an addition", left, right)
  }
  public static func - (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_SUBTRACT, "a subtraction", left, right)
  }
  public static func * (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_MULTIPLY, "a multiplication", left, right)
  }
  public static func / (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_DIVIDE, "a division", left, right)
  }
  public static func + (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try apply(CT_ADD, "an addition", left, right)
  }
  public static func - (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try apply(CT_SUBTRACT, "a subtraction", left, right)
  }
  public static func * (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try apply(CT_MULTIPLY, "a multiplication", left, right)
  }
  public static func / (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try apply(CT_DIVIDE, "a division", left, right)
  }
  public static func * (left: Double, right: Tensor) throws(TorchError) -> Tensor { try right * left }
  public static func + (left: Double, right: Tensor) throws(TorchError) -> Tensor { try right + left }
  public static func - (left: Double, right: Tensor) throws(TorchError) -> Tensor { try -right + left }
  public static prefix func - (tensor: Tensor) throws(TorchError) -> Tensor {
    try tensor.apply(CT_NEGATE, "a negation")
  }

  // Comparisons give truth values.
  public func equals(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_EQUAL, "a comparison", self, other)
  }
  public func equals(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_EQUAL, "a comparison", self, other)
  }
  public static func .< (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_LESS, "a comparison", left, right)
  }
  public static func .< (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try apply(CT_LESS, "a comparison", left, right)
  }
  public static func .> (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_GREATER, "a comparison", left, right)
  }
  public static func .> (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try apply(CT_GREATER, "a comparison", left, right)
  }
  public static func .>= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_GREATER_EQUAL, "a comparison", left, right)
  }
  public static func .<= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_LESS_EQUAL, "a comparison", left, right)
  }
  public static func .& (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_AND, "a logical and", left, right)
  }
  public static func .| (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try apply(CT_OR, "a logical or", left, right)
  }

  /// The larger (smaller) of two elements, or of an element and a number.
  public func maximum(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_MAXIMUM, "maximum", self, other)
  }
  public func maximum(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_MAXIMUM, "maximum", self, other)
  }
  public func minimum(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_MINIMUM, "minimum", self, other)
  }
  public func minimum(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_MINIMUM, "minimum", self, other)
  }
  public func power(_ exponent: Double) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_POWER, "a power", self, exponent)
  }

  /// The matrix product over the last two dimensions, the others stretched to each other.
  public func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.apply(CT_MATMUL, "a matrix product", self, other)
  }
}
