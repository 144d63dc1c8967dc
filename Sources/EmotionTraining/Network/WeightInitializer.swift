internal import EmotionCorpora
public import SpeechEmotion
internal import TorchTensor

/// Random weights to start from, as Keras draws them.
///
/// | parameter | distribution |
/// |---|---|
/// | kernels and matrices before a rectifier (normalisations and dropout between) | normal, variance `2 / fan in` (He et al. 2015, https://arxiv.org/abs/1502.01852) |
/// | other kernels and matrices, LSTM input weights | uniform, variance `2 / (fan in + fan out)` (Glorot and Bengio 2010) |
/// | LSTM recurrent weights | orthogonal columns (Saxe et al. 2014, https://arxiv.org/abs/1312.6120) |
/// | LSTM biases | 1 for the forget gate (Jozefowicz et al. 2015), 0 for the others |
/// | normalisations | weight and running variance 1, bias and running mean 0 |
/// | other biases | 0 |
///
/// Every parameter draws from a sequence of its own that follows from the seed and the parameter's name.
public struct WeightInitializer: Sendable {
  /// The same seed gives the same weights.
  public let seed: UInt64

  /// Starts from a seed.
  public init(seed: UInt64) {
    self.seed = seed
  }

  /// Draws all weights of a network.
  ///
  /// - Parameter spec: The layers.
  /// - Returns: One entry for each of ``NetworkSpec/parameterShapes()``.
  /// - Throws: ``NetworkSpecError`` where the layers do not fit together, ``TorchError`` where memory does not suffice.
  public func weights(for spec: NetworkSpec) throws -> WeightStore {
    var store = WeightStore()
    try insert(spec.resolved(), into: &store)
    return store
  }

  private func insert(_ layers: [ResolvedLayer], into store: inout WeightStore) throws(TorchError) {
    for (index, layer) in layers.enumerated() {
      try insert(layer.layers, into: &store)
      let feedsRectifier = layers[(index + 1)...].startWithRectifier
      for parameter in layer.parameters {
        let values = try values(of: parameter, in: layer, feedsRectifier: feedsRectifier)
        store.insert(NamedTensor(name: parameter.name, shape: parameter.shape, values: values))
      }
    }
  }

  private func values(
    of parameter: ParameterShape, in layer: ResolvedLayer, feedsRectifier: Bool
  ) throws(TorchError) -> [Float] {
    let role = parameter.name.dropFirst(layer.path.count + 1)
    var generator = SeededGenerator(seed: SeededGenerator.derivedSeed(seed, parameter.name))
    let constant: Float = role == "running_var" || (layer.isNormalization && role == "weight") ? 1 : 0
    guard parameter.shape.count > 1 || role == "score.weight" else {
      var values = [Float](repeating: constant, count: parameter.count)
      if case .lstm(let hidden, _, _) = layer.spec {
        for index in hidden..<2 * hidden { values[index] = 1 }
      }
      return values
    }
    if role.hasPrefix("weight_hh") {
      return try Tensor(generator.normals(parameter.count), shape: parameter.shape).orthogonalized().floats()
    }
    // [outputs, inputs, kernel]; the score of an attention has one output.
    let kernel = parameter.shape.dropFirst(2).reduce(1, *)
    let fanOut = parameter.shape.count > 1 ? parameter.shape[0] * kernel : 1
    let fanIn = parameter.shape.count > 1 ? parameter.shape[1] * kernel : parameter.shape[0]
    if feedsRectifier && role == "weight" {
      return generator.normals(parameter.count, deviation: (2 / Double(fanIn)).squareRoot())
    }
    return generator.uniforms(parameter.count, within: (6 / Double(fanIn + fanOut)).squareRoot())
  }
}

extension ResolvedLayer {
  fileprivate var isNormalization: Bool {
    switch spec {
    case .batchNorm, .layerNorm: true
    default: false
    }
  }
}

extension ArraySlice<ResolvedLayer> {
  /// Whether the first layer that is no normalisation or dropout is one of the ReLU family.
  fileprivate var startWithRectifier: Bool {
    for layer in self {
      switch layer.spec {
      case .batchNorm, .layerNorm, .dropout: continue
      case .activation(.relu), .activation(.leakyReLU), .activation(.gelu), .activation(.silu): return true
      default: return false
      }
    }
    return false
  }
}

extension SeededGenerator {
  fileprivate mutating func normals(_ count: Int, deviation: Double = 1) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    values.withUnsafeMutableBufferPointer { values in
      for index in values.indices { values[index] = Float(normal(standardDeviation: deviation)) }
    }
    return values
  }

  fileprivate mutating func uniforms(_ count: Int, within bound: Double) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    values.withUnsafeMutableBufferPointer { values in
      for index in values.indices { values[index] = Float((2 * uniform() - 1) * bound) }
    }
    return values
  }
}
