internal import CTorch

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101), as PyTorch's.
public final class AdamW: Optimizer {
  /// What is optimised.
  public let parameters: [OptimizedParameter]
  /// Size of a step.
  public var learningRate: Double
  /// Number of steps taken.
  public var stepCount = 0

  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let weightDecay: Double
  private let means: [Tensor]
  private let squares: [Tensor]

  /// Prepares an optimizer.
  ///
  /// - Parameters:
  ///   - parameters: What is optimised; names are unique.
  ///   - learningRate: Size of a step.
  ///   - betas: How much of the running averages of gradients, and of their squares, stays at a step.
  ///   - epsilon: Added to the root of the squares.
  ///   - weightDecay: Part of a parameter that is taken off at a step, times the learning rate.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public init(
    _ parameters: [OptimizedParameter], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0.01
  ) throws(TorchError) {
    self.parameters = parameters
    self.learningRate = learningRate
    (beta1, beta2) = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    means = try Self.zeros(like: parameters)
    squares = try Self.zeros(like: parameters)
  }

  /// Running averages of gradients (`mean.*`) and of their squares (`square.*`).
  public var state: [String: Tensor] {
    named("mean", means).merging(named("square", squares)) { first, _ in first }
  }

  /// Moves every parameter that has a gradient.
  ///
  /// - Throws: ``TorchError`` where shapes do not fit.
  public func step() throws(TorchError) {
    stepCount += 1
    let decays = decays(weightDecay)
    try TorchError.check(
      "a step of AdamW",
      Tensor.withHandles(of: parameters.map(\.tensor)) { parameters in
        Tensor.withHandles(of: means) { means in
          Tensor.withHandles(of: squares) { squares in
            ct_adamw_step(
              parameters, means, squares, decays, decays.count, Int64(stepCount), learningRate, beta1, beta2,
              epsilon)
          }
        }
      })
  }
}
