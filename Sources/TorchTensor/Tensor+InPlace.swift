internal import CTorch

// What happens in place is not recorded: these are for parameters, running statistics and optimizer state.
extension Tensor {
  /// Takes the values of a tensor of the same shape, from any device and of any type.
  public func copyInPlace(_ source: Tensor) throws(TorchError) {
    try Tensor.perform("a copy in place", self, source) { ct_copy_in_place(raw, source.raw) }
  }

  /// Takes values in row-major order, as many as this tensor has.
  public func copyInPlace(_ values: [Float]) throws(TorchError) {
    try copyInPlace(Tensor(values, shape: shape))
  }

  /// Adds `scale * other`.
  public func addInPlace(_ other: Tensor, scale: Double = 1) throws(TorchError) {
    try Tensor.perform("an addition in place", self, other) { ct_add_in_place(raw, other.raw, scale) }
  }

  /// Multiplies every element.
  public func multiplyInPlace(by factor: Double) throws(TorchError) {
    try Tensor.perform("a multiplication in place", self) { ct_multiply_in_place(raw, factor) }
  }

  /// Sets every element.
  public func fillInPlace(_ value: Double) throws(TorchError) {
    try Tensor.perform("a fill in place", self) { ct_fill_in_place(raw, value) }
  }

  /// Moves each of `tensors` by `weight` of its way to its target: one step of an exponential moving average.
  public static func moveInPlace(_ tensors: [Tensor], toward targets: [Tensor], weight: Double)
    throws(TorchError)
  {
    precondition(tensors.count == targets.count, "\(targets.count) targets for \(tensors.count) tensors")
    try TorchError.check(
      "lerp",
      withHandles(of: tensors) { tensors in
        withHandles(of: targets) { ct_lerp_in_place(tensors, $0, targets.count, weight) }
      })
  }
}
