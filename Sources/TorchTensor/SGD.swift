internal import CTorch

/// Stochastic gradient descent with momentum, as PyTorch's.
public final class SGD: Optimizer {
  /// What is optimised.
  public let parameters: [OptimizedParameter]
  /// Size of a step.
  public var learningRate: Double
  /// Number of steps taken.
  public var stepCount = 0

  private let momentum: Double
  private let nesterov: Bool
  private let weightDecay: Double
  private let momenta: [Tensor]

  /// Prepares an optimizer.
  ///
  /// - Parameters:
  ///   - parameters: What is optimised; names are unique.
  ///   - learningRate: Size of a step.
  ///   - momentum: How much of the last step's direction stays; 0 keeps no state.
  ///   - nesterov: Whether the gradient is taken as if one momentum further.
  ///   - weightDecay: Times the parameter, added to its gradient.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public init(
    _ parameters: [OptimizedParameter], learningRate: Double, momentum: Double = 0, nesterov: Bool = false,
    weightDecay: Double = 0
  ) throws(TorchError) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.weightDecay = weightDecay
    momenta = momentum == 0 ? [] : try Self.zeros(like: parameters)
  }

  /// Running sums of gradients (`momentum.*`); empty without momentum.
  public var state: [String: Tensor] { named("momentum", momenta) }

  /// Moves every parameter that has a gradient.
  ///
  /// - Throws: ``TorchError`` where shapes do not fit.
  public func step() throws(TorchError) {
    stepCount += 1
    let decays = decays(weightDecay)
    try TorchError.check(
      "a step of SGD",
      Tensor.withHandles(of: parameters.map(\.tensor)) { parameters in
        Tensor.withHandles(of: momenta) { momenta in
          ct_sgd_step(
            parameters, self.momenta.isEmpty ? nil : momenta, decays, decays.count, learningRate, momentum,
            nesterov)
        }
      })
  }
}
