extension LayerSpec {
  /// Whether it turns a sequence into a vector.
  public var poolsOverTime: Bool {
    switch self {
    case .lastStep, .meanPool, .statisticsPool, .attentionPool, .attentionStatisticsPool: true
    default: false
    }
  }

  /// Whether it makes no sense for a vector.
  var needsSequence: Bool {
    switch self {
    case .conv1d, .maxPool, .averagePool, .residual, .lstm: true
    default: poolsOverTime
    }
  }

  /// The layer's own parameters, in the order and shapes documented at each case.
  func parameters(at path: String, inputSize: Int, outputSize: Int, changesShape: Bool) -> [ParameterShape] {
    func parameter(_ name: String, _ shape: Int..., trainable: Bool = true) -> ParameterShape {
      ParameterShape(name: "\(path).\(name)", shape: shape, isTrainable: trainable)
    }
    switch self {
    case .conv1d(let channels, let kernelSize, _, _, let bias):
      let weight = parameter("weight", channels, inputSize, kernelSize)
      return bias ? [weight, parameter("bias", channels)] : [weight]
    case .batchNorm:
      return [
        parameter("weight", inputSize), parameter("bias", inputSize),
        parameter("running_mean", inputSize, trainable: false),
        parameter("running_var", inputSize, trainable: false),
      ]
    case .layerNorm:
      return [parameter("weight", inputSize), parameter("bias", inputSize)]
    case .residual:
      guard changesShape else { return [] }
      return [
        parameter("projection.weight", outputSize, inputSize, 1), parameter("projection.bias", outputSize),
      ]
    case .lstm(let hiddenSize, let bidirectional, _):
      return (bidirectional ? ["", "_reverse"] : [""]).flatMap { suffix in
        [
          parameter("weight_ih" + suffix, 4 * hiddenSize, inputSize),
          parameter("weight_hh" + suffix, 4 * hiddenSize, hiddenSize),
          parameter("bias" + suffix, 4 * hiddenSize),
        ]
      }
    case .attentionPool(let hiddenSize), .attentionStatisticsPool(let hiddenSize):
      return [
        parameter("attention.weight", hiddenSize, inputSize), parameter("attention.bias", hiddenSize),
        parameter("score.weight", hiddenSize),
      ]
    case .dense(let units):
      return [parameter("weight", units, inputSize), parameter("bias", units)]
    case .activation, .maxPool, .averagePool, .lastStep, .meanPool, .statisticsPool, .dropout, .softmax:
      return []
    }
  }
}
