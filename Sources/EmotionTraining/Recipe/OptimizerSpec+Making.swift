import TorchTensor

extension OptimizerSpec {
  /// An optimizer over a network's trainable tensors; only matrices and kernels decay, not biases nor
  /// normalisations.
  func makeOptimizer(for network: TrainableNetwork) throws(TorchError) -> any Optimizer {
    let parameters = network.parameters
    switch self {
    case .adamW(let rate, let weightDecay, let beta1, let beta2):
      return try AdamW(parameters, learningRate: rate, betas: (beta1, beta2), weightDecay: weightDecay)
    case .rmsProp(let rate, let rho, let epsilon):
      return try RMSprop(parameters, learningRate: rate, smoothing: rho, epsilon: epsilon)
    }
  }
}
