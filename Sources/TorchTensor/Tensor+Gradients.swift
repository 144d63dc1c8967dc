internal import CTorch

extension Tensor {
  /// Whether operations on this tensor are recorded, so that ``backward()`` reaches it.
  public var requiresGradient: Bool { withExtendedLifetime(storage) { ct_requires_gradient(raw) } }

  /// Turns recording on or off, in place.
  ///
  /// - Parameter required: Whether this tensor is to get a gradient.
  /// - Throws: ``TorchError`` for a tensor of whole numbers, or a result of recorded operations.
  public func setRequiresGradient(_ required: Bool) throws(TorchError) {
    try Tensor.perform("requires_grad", self) { ct_set_requires_gradient(raw, required) }
  }

  /// A tensor that wants a gradient: a parameter.
  ///
  /// - Returns: This tensor, after ``setRequiresGradient(_:)``.
  /// - Throws: ``TorchError`` for a tensor of whole numbers.
  public func requiringGradient() throws(TorchError) -> Tensor {
    try setRequiresGradient(true)
    return self
  }

  /// What ``backward()`` has added up here, or nil where nothing has reached this tensor.
  ///
  /// - Returns: A tensor of this one's shape; it is the gradient itself, not a copy.
  /// - Throws: ``TorchError`` where libtorch has none to give.
  public func gradient() throws(TorchError) -> Tensor? {
    var present = false
    var result = ct_tensor()
    try Tensor.perform("reading a gradient", self) { ct_gradient(raw, &present, &result) }
    return present ? Tensor(owning: result) : nil
  }

  /// Forgets the gradient, so that the next ``backward()`` starts from nothing.
  ///
  /// - Throws: ``TorchError`` where libtorch refuses.
  public func clearGradient() throws(TorchError) {
    try Tensor.perform("clearing a gradient", self) { ct_clear_gradient(raw) }
  }

  /// Adds the derivatives of this scalar to the gradient of every parameter it was computed from.
  ///
  /// - Throws: ``TorchError`` where this is no scalar, or nothing was recorded.
  public func backward() throws(TorchError) {
    try Tensor.perform("backward", self) { ct_backward(raw) }
  }

  /// The same storage without history.
  ///
  /// - Returns: A tensor through which no gradient flows.
  /// - Throws: ``TorchError`` where libtorch refuses.
  public func detached() throws(TorchError) -> Tensor {
    try .result(of: "detach", self) { ct_detach(raw, $0) }
  }
}

/// Runs `body` without recording anything for gradients, on this thread.
///
/// - Parameter body: What to compute.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
public func withoutGradients<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let enabled = ct_gradients_enabled()
  ct_set_gradients_enabled(false)
  defer { ct_set_gradients_enabled(enabled) }
  return try body()
}
