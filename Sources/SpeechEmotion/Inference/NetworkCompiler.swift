/// Turns a network description and its weights into operations.
///
/// Dropout disappears, and a batch normalisation directly behind a convolution or a dense layer is folded into
/// that layer's weights.
struct NetworkCompiler {
  let weights: WeightStore
  /// What computes what it can; OpenBLAS does the rest.
  let arithmetic: NetworkArithmetic

  func pipeline(_ layers: [ResolvedLayer], inputSize: Int) throws(WeightError) -> Pipeline {
    var operations: [any Operation] = []
    let layers = layers.filter { !$0.disappears }
    var index = 0
    while index < layers.count {
      let layer = layers[index]
      var folded: ChannelAffine?
      if layer.absorbsNormalization, index + 1 < layers.count {
        folded = try normalization(layers[index + 1])
      }
      operations.append(try operation(layer, folding: folded))
      index += folded == nil ? 1 : 2
    }
    return Pipeline(inputSize: inputSize, operations: operations)
  }

  private func operation(
    _ layer: ResolvedLayer, folding folded: ChannelAffine?
  ) throws(WeightError) -> any Operation {
    let size = layer.inputSize
    switch layer.spec {
    case .conv1d(let channels, let kernelSize, let stride, let dilation, let bias):
      return Convolution(
        weight: try values("weight", of: layer),
        bias: bias ? try values("bias", of: layer) : [Float](repeating: 0, count: channels),
        inputSize: size, outputSize: channels, kernelSize: kernelSize, stride: stride, dilation: dilation,
        scaledBy: folded, arithmetic: arithmetic)
    case .dense:
      // What answers are made of stays as exact as it is: it costs nothing.
      let exact = NetworkCompiler(weights: weights, arithmetic: arithmetic == .plain ? .plain : .kernels)
      return try exact.affine("", of: layer, outputSize: layer.outputSize, scaledBy: folded)
    case .batchNorm(let epsilon, _): return try normalization(layer, epsilon: epsilon)
    case .layerNorm(let epsilon):
      return FrameNormalization(
        weight: try values("weight", of: layer), bias: try values("bias", of: layer), epsilon: epsilon)
    case .activation(let function): return Activation(function: function, outputSize: size)
    case .maxPool(let window): return WindowPooling(kind: .maximum, size: window, outputSize: size)
    case .averagePool(let window): return WindowPooling(kind: .average, size: window, outputSize: size)
    case .residual:
      let inner = try pipeline(layer.layers, inputSize: size)
      guard !layer.parameters.isEmpty else { return IdentityResidual(inner: inner) }
      return ProjectedResidual(
        inner: inner,
        projection: try affine(
          "projection.", of: layer, outputSize: layer.outputSize, stride: layer.timeStride))
    case .lstm(let hiddenSize, let bidirectional, _):
      return try recurrence(layer, hiddenSize: hiddenSize, suffixes: bidirectional ? ["", "_reverse"] : [""])
    case .lastStep: return LastStep(outputSize: size, readsBothEnds: layer.readsBothEnds)
    case .meanPool: return TimePooling(inputSize: size, attention: nil, withDeviation: false)
    case .statisticsPool: return TimePooling(inputSize: size, attention: nil, withDeviation: true)
    case .attentionPool(let hiddenSize), .attentionStatisticsPool(let hiddenSize):
      return TimePooling(
        inputSize: size,
        attention: .init(
          map: try affine("attention.", of: layer, outputSize: hiddenSize),
          score: AlignedBuffer(try values("score.weight", of: layer))),
        withDeviation: layer.outputSize != size)
    case .dropout, .softmax: preconditionFailure("layers that compute nothing are filtered out")
    }
  }

  private func affine(
    _ prefix: String, of layer: ResolvedLayer, outputSize: Int, stride: Int = 1,
    scaledBy folded: ChannelAffine? = nil
  ) throws(WeightError) -> Convolution {
    Convolution(
      weight: try values(prefix + "weight", of: layer), bias: try values(prefix + "bias", of: layer),
      inputSize: layer.inputSize, outputSize: outputSize, stride: stride, scaledBy: folded,
      arithmetic: arithmetic)
  }

  private func normalization(_ layer: ResolvedLayer) throws(WeightError) -> ChannelAffine? {
    guard case .batchNorm(let epsilon, _) = layer.spec else { return nil }
    return try normalization(layer, epsilon: epsilon)
  }

  private func normalization(_ layer: ResolvedLayer, epsilon: Float) throws(WeightError) -> ChannelAffine {
    ChannelAffine(
      weight: try values("weight", of: layer), bias: try values("bias", of: layer),
      mean: try values("running_mean", of: layer), variance: try values("running_var", of: layer),
      epsilon: epsilon)
  }

  private func recurrence(
    _ layer: ResolvedLayer, hiddenSize: Int, suffixes: [String]
  ) throws(WeightError) -> Recurrence {
    var inputWeights: [Float] = []
    var bias: [Float] = []
    var hiddenWeights: [AlignedBuffer] = []
    let isHalved = arithmetic == .bfloat16 && hiddenSize.isMultiple(of: 2)
    for suffix in suffixes {
      inputWeights += try values("weight_ih" + suffix, of: layer)
      bias += try values("bias" + suffix, of: layer)
      let weight = try values("weight_hh" + suffix, of: layer)
      hiddenWeights.append(
        isHalved
          ? AlignedBuffer(
            pairing: weight, outputs: 4 * hiddenSize, inner: hiddenSize, panelWidth: 4 * hiddenSize)
          : AlignedBuffer(transposing: weight, rows: 4 * hiddenSize, columns: hiddenSize))
    }
    return Recurrence(
      hiddenSize: hiddenSize, directions: suffixes.count,
      inputGates: Convolution(
        weight: inputWeights, bias: bias, inputSize: layer.inputSize,
        outputSize: suffixes.count * 4 * hiddenSize, arithmetic: arithmetic),
      hiddenWeights: hiddenWeights,
      arithmetic: arithmetic == .bfloat16 && !isHalved ? .kernels : arithmetic)
  }

  private func values(_ name: String, of layer: ResolvedLayer) throws(WeightError) -> [Float] {
    let name = "\(layer.path).\(name)"
    guard let tensor = weights[name] else { throw .missing(name: name, shape: []) }
    return tensor.values
  }
}

extension ResolvedLayer {
  /// Whether nothing is computed for it: dropout acts in training only, and logits are what enters softmax.
  fileprivate var disappears: Bool {
    switch spec {
    case .dropout, .softmax: true
    default: false
    }
  }

  fileprivate var absorbsNormalization: Bool {
    switch spec {
    case .conv1d, .dense: true
    default: false
    }
  }
}
