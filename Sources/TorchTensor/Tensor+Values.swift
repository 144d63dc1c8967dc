internal import CTorch

extension Tensor {
  /// All elements in row-major order, converted to single precision and copied from any device.
  ///
  /// - Returns: `count` numbers.
  /// - Throws: ``TorchError`` where the copy fails.
  public func floats() throws(TorchError) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    try Tensor.perform("reading a tensor", self) { ct_to_floats(raw, &values) }
    return values
  }

  /// All elements in row-major order, converted to whole numbers and copied from any device.
  ///
  /// - Returns: `count` numbers.
  /// - Throws: ``TorchError`` where the copy fails.
  public func integers() throws(TorchError) -> [Int] {
    var values = [Int64](repeating: 0, count: count)
    try Tensor.perform("reading a tensor", self) { ct_to_int64s(raw, &values) }
    return values.map { Int($0) }
  }

  /// The one element of a tensor that has one.
  ///
  /// - Returns: The element.
  /// - Throws: ``TorchError`` where the copy fails.
  public func scalar() throws(TorchError) -> Float {
    let values = try floats()
    precondition(values.count == 1, "a tensor of shape \(shape) is not a scalar")
    return values[0]
  }

  /// The same numbers as another type.
  ///
  /// - Parameter type: The type to convert to.
  /// - Returns: This tensor where it has that type already.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public func converted(to type: ElementType) throws(TorchError) -> Tensor {
    try .result(of: "a conversion", self) { ct_convert(raw, type.raw, device.raw, $0) }
  }

  /// The same numbers on another device.
  ///
  /// - Parameter device: The device to copy to.
  /// - Returns: This tensor where it is there already.
  /// - Throws: ``TorchError`` where memory does not suffice or the device is not there.
  public func moved(to device: Device) throws(TorchError) -> Tensor {
    try .result(of: "a copy to a device", self) {
      ct_convert(raw, ct_dtype(rawValue: UInt32(bitPattern: ct_dtype_of(raw))), device.raw, $0)
    }
  }

  /// The same numbers in storage of their own.
  ///
  /// - Returns: A copy that gradients flow through.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public func copy() throws(TorchError) -> Tensor {
    try .result(of: "clone", self) { ct_clone(raw, $0) }
  }

  /// The same numbers in row-major storage.
  ///
  /// - Returns: This tensor where it is in that order already.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public func contiguous() throws(TorchError) -> Tensor {
    try .result(of: "contiguous", self) { ct_contiguous(raw, $0) }
  }
}
