/// A slow copy of parameters that follows them: `average += (1 - decay) * (parameter - average)`.
///
/// What it holds at the end of training is often better than the last parameters themselves.
public final class ExponentialMovingAverage {
  /// Part of the average that stays at a step, within 0...1.
  public let decay: Double

  /// The averages, in the order of the parameters.
  public let averages: [Tensor]

  private let parameters: [Tensor]

  /// Starts from the parameters as they are.
  ///
  /// - Parameters:
  ///   - parameters: What to follow.
  ///   - decay: Part of the average that stays at a step, within 0...1.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public init(_ parameters: [Tensor], decay: Double) throws(TorchError) {
    self.decay = decay
    self.parameters = parameters
    var copies: [Tensor] = []
    for parameter in parameters { copies.append(try parameter.detached().copy()) }
    averages = copies
  }

  /// Follows one step.
  ///
  /// - Throws: ``TorchError`` where libtorch refuses.
  public func update() throws(TorchError) {
    try Tensor.moveInPlace(averages, toward: parameters, weight: 1 - decay)
  }

  /// Exchanges averages and parameters; call it again to change back.
  ///
  /// - Throws: ``TorchError`` where memory does not suffice.
  public func exchange() throws(TorchError) {
    for (average, parameter) in zip(averages, parameters) {
      let kept = try average.copy()
      try average.copyInPlace(parameter)
      try parameter.copyInPlace(kept)
    }
  }
}
