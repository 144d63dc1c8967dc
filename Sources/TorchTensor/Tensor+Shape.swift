internal import CTorch

extension Tensor {
  /// The same elements in another shape; one length may be -1 and is worked out.
  public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
    try .result(of: "reshape", self) { ct_reshape(raw, shape.int64s, shape.count, $0) }
  }

  /// Dimensions of length 1 repeated to `shape`, without a copy.
  public func expanded(to shape: [Int]) throws(TorchError) -> Tensor {
    try .result(of: "expand", self) { ct_expand(raw, shape.int64s, shape.count, $0) }
  }

  /// Dimensions in another order, without a copy.
  public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
    try .result(of: "permute", self) { ct_permute(raw, order.int64s, order.count, $0) }
  }

  /// Two dimensions exchanged, without a copy.
  public func transposed(_ first: Int = -2, _ second: Int = -1) throws(TorchError) -> Tensor {
    try .result(of: "transpose", self) { ct_transpose(raw, Int64(first), Int64(second), $0) }
  }

  /// Without a dimension of length 1.
  public func squeezed(_ dimension: Int) throws(TorchError) -> Tensor {
    try .result(of: "squeeze", self) { ct_squeeze(raw, Int64(dimension), $0) }
  }

  /// With a dimension of length 1 before `dimension`.
  public func unsqueezed(_ dimension: Int) throws(TorchError) -> Tensor {
    try .result(of: "unsqueeze", self) { ct_unsqueeze(raw, Int64(dimension), $0) }
  }

  /// In reverse order along `dimension`.
  public func flipped(_ dimension: Int) throws(TorchError) -> Tensor {
    try .result(of: "flip", self) { ct_flip(raw, Int64(dimension), $0) }
  }

  /// With `value` added before and after along `dimension`; negative amounts cut.
  public func padded(
    _ dimension: Int, before: Int = 0, after: Int = 0, value: Double = 0
  ) throws(TorchError) -> Tensor {
    try .result(of: "pad", self) { ct_pad(raw, Int64(dimension), Int64(before), Int64(after), value, $0) }
  }

  /// A matrix of the same shape whose columns are orthogonal and of length 1; needs as many rows as columns or more.
  ///
  /// Of independent normal numbers it makes one drawn evenly from all such matrices.
  public func orthogonalized() throws(TorchError) -> Tensor {
    try .result(of: "a QR decomposition", self) { ct_orthogonal(raw, $0) }
  }

  /// Tensors one behind the other along a dimension they have.
  public static func concatenated(_ tensors: [Tensor], dimension: Int = 0) throws(TorchError) -> Tensor {
    try .combined("cat", tensors) { ct_concatenate($0, tensors.count, Int64(dimension), $1) }
  }

  /// Tensors of one shape beside each other along a new dimension.
  public static func stacked(_ tensors: [Tensor], dimension: Int = 0) throws(TorchError) -> Tensor {
    try .combined("stack", tensors) { ct_stack($0, tensors.count, Int64(dimension), $1) }
  }

  private static func combined(
    _ operation: StaticString, _ tensors: [Tensor],
    call: (UnsafePointer<ct_tensor>, UnsafeMutablePointer<ct_tensor>) -> Int32
  ) throws(TorchError) -> Tensor {
    var result = ct_tensor()
    try TorchError.check(operation, withHandles(of: tensors) { call($0, &result) })
    return Tensor(owning: result)
  }

  /// Lends the handles of `tensors`, which live as long as the call.
  static func withHandles<Result>(
    of tensors: [Tensor], _ body: (UnsafePointer<ct_tensor>) -> Result
  ) -> Result {
    // One more, so that there is an address for no tensors too.
    let handles = tensors.map(\.raw) + [ct_tensor()]
    return withExtendedLifetime(tensors) { body(handles) }
  }
}
