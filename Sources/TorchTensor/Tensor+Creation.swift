internal import CTorch

extension Tensor {
  /// Copies numbers.
  ///
  /// - Parameters:
  ///   - values: Elements in row-major order, as many as the shape has places.
  ///   - shape: Lengths of the dimensions; one dimension where nil.
  ///   - device: Where to put them.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public init(_ values: [Float], shape: [Int]? = nil, device: Device = .cpu) throws(TorchError) {
    let sizes = Tensor.sizes(shape, count: values.count)
    self = try .result(of: "a tensor from numbers") {
      ct_from_floats(values, sizes, sizes.count, device.raw, $0)
    }
  }

  /// Copies whole numbers, as 64-bit integers.
  ///
  /// - Parameters:
  ///   - values: Elements in row-major order, as many as the shape has places.
  ///   - shape: Lengths of the dimensions; one dimension where nil.
  ///   - device: Where to put them.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public init(_ values: [Int], shape: [Int]? = nil, device: Device = .cpu) throws(TorchError) {
    let sizes = Tensor.sizes(shape, count: values.count)
    self = try .result(of: "a tensor from whole numbers") {
      ct_from_int64s(values.int64s, sizes, sizes.count, device.raw, $0)
    }
  }

  /// Copies truth values.
  ///
  /// - Parameters:
  ///   - values: Elements in row-major order, as many as the shape has places.
  ///   - shape: Lengths of the dimensions; one dimension where nil.
  ///   - device: Where to put them.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public init(_ values: [Bool], shape: [Int]? = nil, device: Device = .cpu) throws(TorchError) {
    self = try Tensor(values.map { $0 ? 1 : 0 }, shape: shape, device: device).converted(to: .bool)
  }

  /// A scalar.
  ///
  /// - Parameters:
  ///   - value: Its one element.
  ///   - device: Where to put it.
  /// - Throws: ``TorchError`` where the device is not there.
  public init(_ value: Float, device: Device = .cpu) throws(TorchError) {
    self = try Tensor([value], shape: [], device: device)
  }

  /// The same number everywhere.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - shape: Lengths of the dimensions.
  ///   - type: Type of the elements.
  ///   - device: Where to put them.
  /// - Returns: A new tensor.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public static func full(
    _ value: Double, shape: [Int], type: ElementType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try .result(of: "full") { ct_full(value, shape.int64s, shape.count, type.raw, device.raw, $0) }
  }

  /// Zeros.
  ///
  /// - Parameters:
  ///   - shape: Lengths of the dimensions.
  ///   - type: Type of the elements.
  ///   - device: Where to put them.
  /// - Returns: A new tensor.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public static func zeros(
    _ shape: [Int], type: ElementType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full(0, shape: shape, type: type, device: device)
  }

  /// Ones.
  ///
  /// - Parameters:
  ///   - shape: Lengths of the dimensions.
  ///   - type: Type of the elements.
  ///   - device: Where to put them.
  /// - Returns: A new tensor.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public static func ones(
    _ shape: [Int], type: ElementType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full(1, shape: shape, type: type, device: device)
  }

  /// The whole numbers `0 ..< count`.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - device: Where to put them.
  /// - Returns: 64-bit integers; shape `[count]`.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public static func range(_ count: Int, device: Device = .cpu) throws(TorchError) -> Tensor {
    try .result(of: "arange") { ct_arange(Int64(count), device.raw, $0) }
  }

  /// Numbers drawn evenly from 0 (included) to 1 (excluded).
  ///
  /// - Parameters:
  ///   - shape: Lengths of the dimensions.
  ///   - seed: The same seed gives the same numbers.
  ///   - device: Where to put them.
  /// - Returns: A new tensor.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public static func uniform(
    _ shape: [Int], seed: UInt64, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try .result(of: "rand") { ct_random(false, seed, shape.int64s, shape.count, device.raw, $0) }
  }

  /// Numbers drawn from the standard normal distribution.
  ///
  /// - Parameters:
  ///   - shape: Lengths of the dimensions.
  ///   - seed: The same seed gives the same numbers.
  ///   - device: Where to put them.
  /// - Returns: A new tensor.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public static func normal(
    _ shape: [Int], seed: UInt64, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try .result(of: "randn") { ct_random(true, seed, shape.int64s, shape.count, device.raw, $0) }
  }

  /// Checks that values fill a shape: a wrong count is a mistake of the program, not of the world.
  private static func sizes(_ shape: [Int]?, count: Int) -> [Int64] {
    let shape = shape ?? [count]
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == count,
      "\(count) values do not fill a tensor of shape \(shape)")
    return shape.int64s
  }
}
