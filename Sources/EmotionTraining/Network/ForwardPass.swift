internal import EmotionCorpora
internal import SpeechEmotion
internal import TorchTensor

/// What flows between layers: sequences before the pooling over time, one vector per clip behind it.
enum Activations {
  case sequences(PaddedSequences)
  case vectors(Tensor)

  var values: Tensor {
    switch self {
    case .sequences(let sequences): sequences.values
    case .vectors(let vectors): vectors
    }
  }

  /// Applies what looks at each frame by itself, and makes zero of zero if `keepsZero`.
  func mapped(
    keepsZero: Bool, _ function: (Tensor) throws(TorchError) -> Tensor
  ) throws(TorchError) -> Activations {
    switch self {
    case .sequences(let sequences):
      .sequences(
        sequences.replacing(
          try function(sequences.values), paddingIsZero: keepsZero && sequences.paddingIsZero))
    case .vectors(let vectors): .vectors(try function(vectors))
    }
  }
}

/// How much is dropped, and what decides which.
struct Dropout {
  /// Part of the values that become zero, within 0..<1.
  var rate: Double
  /// The same seed drops the same places.
  var seed: UInt64
}

/// One walk over the layers.
struct ForwardPass {
  let network: TrainableNetwork
  let mode: TrainableNetwork.Mode

  func run(_ layers: [ResolvedLayer], on input: Activations) throws(TorchError) -> Activations {
    var activations = input
    var index = 0
    while index < layers.count {
      let layer = layers[index]
      index += 1
      if case .batchNorm(let epsilon, let momentum) = layer.spec {
        // A rectifier behind it is done in the same walk over memory.
        let slope = index < layers.count ? layers[index].rectifierSlope : nil
        if slope != nil { index += 1 }
        activations = try normalized(
          activations, layer, epsilon: Double(epsilon), momentum: Double(momentum), negativeSlope: slope ?? 1)
      } else {
        activations = try apply(layer, to: activations)
      }
    }
    return activations
  }

  private func apply(_ layer: ResolvedLayer, to input: Activations) throws(TorchError) -> Activations {
    switch (layer.spec, input) {
    case (.activation(let function), _): return try activated(input, function)
    case (.layerNorm(let epsilon), _):
      return try input.mapped(keepsZero: false) { x throws(TorchError) in
        try x.layerNorm(
          weight: parameter("weight", layer), bias: parameter("bias", layer), epsilon: Double(epsilon))
      }
    case (.dense, _):
      return try input.mapped(keepsZero: false) { x throws(TorchError) in
        try x.linear(weight: parameter("weight", layer), bias: parameter("bias", layer))
      }
    case (.dropout(let rate), _):
      guard let dropout = dropout(layer, rate) else { return input }
      return try input.mapped(keepsZero: true) { x throws(TorchError) in
        try x.dropout(rate: dropout.rate, seed: dropout.seed)
      }
    case (.softmax, _): return input  // the loss wants what enters it
    case (.residual, .sequences(let sequences)):
      return .sequences(try residual(layer, sequences))
    case (_, .sequences(let sequences)) where layer.spec.poolsOverTime:
      return .vectors(try pooled(layer, sequences))
    case (_, .sequences(let sequences)):
      return .sequences(try acrossFrames(layer, sequences))
    default:
      preconditionFailure("\(layer.path) works on sequences, which NetworkSpec.resolved() checks")
    }
  }

  private func activated(
    _ input: Activations, _ function: ActivationSpec
  ) throws(TorchError) -> Activations {
    try input.mapped(keepsZero: true) { x throws(TorchError) in
      switch function {
      case .relu: try x.relu()
      case .leakyReLU(let slope): try x.leakyReLU(slope: Double(slope))
      case .gelu: try x.gelu()
      case .silu: try x.silu()
      case .tanh: try x.tanh()
      }
    }
  }

  private func normalized(
    _ input: Activations, _ layer: ResolvedLayer, epsilon: Double, momentum: Double, negativeSlope: Double
  ) throws(TorchError) -> Activations {
    let parameters = BatchNormParameters(
      weight: parameter("weight", layer), bias: parameter("bias", layer),
      runningMean: parameter("running_mean", layer), runningVariance: parameter("running_var", layer),
      momentum: momentum, epsilon: epsilon)
    switch input {
    case .sequences(let sequences):
      let values = try sequences.values.batchNormTimeMajor(
        parameters, lengths: sequences.frames.tensor, training: mode != .evaluation,
        negativeSlope: negativeSlope)
      return .sequences(sequences.replacing(values, paddingIsZero: true))
    case .vectors(let vectors):
      // Clips of one frame.
      let ones = try Tensor([Int](repeating: 1, count: vectors.shape[0]))
      return .vectors(
        try vectors.unsqueezed(1).batchNormTimeMajor(
          parameters, lengths: ones, training: mode != .evaluation, negativeSlope: negativeSlope
        ).squeezed(1))
    }
  }

  private func residual(
    _ layer: ResolvedLayer, _ input: PaddedSequences
  ) throws(TorchError) -> PaddedSequences {
    guard case .sequences(let change) = try run(layer.layers, on: .sequences(input)) else {
      preconditionFailure("\(layer.path) pools over time, which NetworkSpec.resolved() checks")
    }
    var shortcut = input
    if !layer.parameters.isEmpty {
      shortcut = try input.convolved(
        weight: parameter("projection.weight", layer), bias: parameter("projection.bias", layer),
        stride: layer.timeStride)
    }
    return change.replacing(
      try shortcut.values + change.values, paddingIsZero: shortcut.paddingIsZero && change.paddingIsZero)
  }

  private func acrossFrames(
    _ layer: ResolvedLayer, _ input: PaddedSequences
  ) throws(TorchError) -> PaddedSequences {
    switch layer.spec {
    case .conv1d(_, _, let stride, let dilation, let hasBias):
      return try input.convolved(
        weight: parameter("weight", layer), bias: hasBias ? parameter("bias", layer) : nil, stride: stride,
        dilation: dilation)
    case .maxPool(let size): return try input.maxPooled(size: size)
    case .averagePool(let size): return try input.averagePooled(size: size)
    case .lstm(_, let bidirectional, let recurrentDropout):
      return try input.recurrent(
        forward: direction("", layer), backward: bidirectional ? direction("_reverse", layer) : nil,
        recurrentDropout: dropout(layer, recurrentDropout))
    default: preconditionFailure("\(layer.path) is none of the layers that look across frames")
    }
  }

  private func pooled(_ layer: ResolvedLayer, _ input: PaddedSequences) throws(TorchError) -> Tensor {
    switch layer.spec {
    case .lastStep: return try input.lastStep(readsBothEnds: layer.readsBothEnds)
    case .meanPool: return try input.weightedMean(input.equalWeights())
    case .statisticsPool: return try input.weightedStatistics(input.equalWeights())
    case .attentionPool: return try input.weightedMean(attention(layer, input))
    case .attentionStatisticsPool: return try input.weightedStatistics(attention(layer, input))
    default: preconditionFailure("\(layer.path) does not pool over time")
    }
  }

  private func attention(_ layer: ResolvedLayer, _ input: PaddedSequences) throws(TorchError) -> Tensor {
    try input.attentionWeights(
      weight: parameter("attention.weight", layer), bias: parameter("attention.bias", layer),
      score: parameter("score.weight", layer))
  }

  private func direction(_ suffix: String, _ layer: ResolvedLayer) -> LSTMParameters {
    LSTMParameters(
      inputWeight: parameter("weight_ih" + suffix, layer),
      hiddenWeight: parameter("weight_hh" + suffix, layer),
      bias: parameter("bias" + suffix, layer))
  }

  private func dropout(_ layer: ResolvedLayer, _ rate: Float) -> Dropout? {
    guard case .training(let dropoutSeed) = mode, rate > 0 else { return nil }
    return Dropout(rate: Double(rate), seed: SeededGenerator.derivedSeed(dropoutSeed, layer.path))
  }

  private func parameter(_ name: String, _ layer: ResolvedLayer) -> Tensor {
    guard let tensor = network.tensor(named: "\(layer.path).\(name)") else {
      preconditionFailure("\(layer.path).\(name) is no parameter of this network")
    }
    return tensor
  }
}

extension ResolvedLayer {
  /// What a (leaky) ReLU multiplies negative values by; nil for everything else.
  fileprivate var rectifierSlope: Double? {
    switch spec {
    case .activation(.relu): 0
    case .activation(.leakyReLU(let slope)) where slope >= 0: Double(slope)
    default: nil
    }
  }
}
