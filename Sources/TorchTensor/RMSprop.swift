internal import CTorch

/// Gradients divided by the root of a running average of their squares (Tieleman and Hinton 2012), as Keras': epsilon
/// is added under the root, where PyTorch adds it to the root.
///
/// Keras' defaults are a learning rate of 1e-3, smoothing 0.9 and epsilon 1e-7.
public final class RMSprop: Optimizer {
  /// What is optimised.
  public let parameters: [OptimizedParameter]
  /// Size of a step.
  public var learningRate: Double
  /// Number of steps taken.
  public var stepCount = 0

  private let smoothing: Double
  private let epsilon: Double
  private let weightDecay: Double
  private let squares: [Tensor]

  /// Prepares an optimizer.
  ///
  /// - Parameters:
  ///   - parameters: What is optimised; names are unique.
  ///   - learningRate: Size of a step.
  ///   - smoothing: How much of the running average stays at a step.
  ///   - epsilon: Added to the average, under the root.
  ///   - weightDecay: Times the parameter, added to its gradient.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public init(
    _ parameters: [OptimizedParameter], learningRate: Double = 1e-3, smoothing: Double = 0.9,
    epsilon: Double = 1e-7, weightDecay: Double = 0
  ) throws(TorchError) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.smoothing = smoothing
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    squares = try Self.zeros(like: parameters)
  }

  /// Running averages of squared gradients (`square.*`).
  public var state: [String: Tensor] { named("square", squares) }

  /// Moves every parameter that has a gradient.
  ///
  /// - Throws: ``TorchError`` where shapes do not fit.
  public func step() throws(TorchError) {
    stepCount += 1
    let decays = decays(weightDecay)
    try TorchError.check(
      "a step of RMSprop",
      Tensor.withHandles(of: parameters.map(\.tensor)) { parameters in
        Tensor.withHandles(of: squares) { squares in
          ct_rmsprop_step(parameters, squares, decays, decays.count, learningRate, smoothing, epsilon)
        }
      })
  }
}
