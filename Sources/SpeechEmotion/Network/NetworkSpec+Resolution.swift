extension NetworkSpec {
  // Specs come from files that anybody may have made. The limits are far above any network that makes sense
  // here, and small enough that no product of two sizes overflows.
  static let sizes = 1...65_536
  static let kernelSizes = 1...1_024
  static let steps = 1...1_024
  static let maximumTimeStride = 65_536
  static let maximumLayerCount = 512
  static let maximumDepth = 8
  static let maximumParameterCount = 250_000_000

  /// Values in the output vector: the number of classes.
  public var outputSize: Int {
    get throws(NetworkSpecError) { try resolved().last?.outputSize ?? inputSize }
  }

  /// Checks that the layers fit together: sizes in range, exactly one pooling over time, softmax only at the end.
  ///
  /// - Throws: ``NetworkSpecError`` naming the first layer that does not fit.
  public func validate() throws(NetworkSpecError) {
    _ = try resolved()
  }

  /// Names and shapes of all parameters in order, running statistics included.
  ///
  /// - Returns: One entry per array, as documented at ``LayerSpec``.
  /// - Throws: ``NetworkSpecError`` where the layers do not fit together.
  public func parameterShapes() throws(NetworkSpecError) -> [ParameterShape] {
    try resolved().flatMap(\.allParameters)
  }

  /// The layers with sizes and parameter names worked out.
  ///
  /// - Returns: One entry per layer, residual blocks holding theirs.
  /// - Throws: ``NetworkSpecError`` where the layers do not fit together.
  public func resolved() throws(NetworkSpecError) -> [ResolvedLayer] {
    var resolver = NetworkResolver()
    let resolved = try resolver.resolve(layers, under: "layers", inputSize: inputSize, depth: 0)
    guard resolver.hasPooled else { throw NetworkSpecError(layer: nil, problem: .neverPooled) }
    return resolved
  }
}

/// Walks the layers once, in order, keeping what the rules need to know of those before.
private struct NetworkResolver {
  var hasPooled = false
  var layerCount = 0
  var parameterCount = 0

  mutating func resolve(
    _ layers: [LayerSpec], under prefix: String, inputSize: Int, depth: Int
  ) throws(NetworkSpecError) -> [ResolvedLayer] {
    let owner = depth == 0 ? nil : String(prefix.dropLast(".layers".count))
    guard !layers.isEmpty else { throw NetworkSpecError(layer: owner, problem: .empty) }
    guard depth <= NetworkSpec.maximumDepth else {
      throw NetworkSpecError(layer: owner, problem: .nestedTooDeeply(maximum: NetworkSpec.maximumDepth))
    }
    try check(inputSize, "input_size", in: NetworkSpec.sizes, at: owner)
    var resolved: [ResolvedLayer] = []
    var size = inputSize
    for (index, layer) in layers.enumerated() {
      layerCount += 1
      let path = "\(prefix).\(index)"
      guard layerCount <= NetworkSpec.maximumLayerCount else {
        throw NetworkSpecError(layer: nil, problem: .tooManyLayers(maximum: NetworkSpec.maximumLayerCount))
      }
      try checkPlace(of: layer, at: path, depth: depth, isLast: index == layers.count - 1)
      let next = try resolve(layer, at: path, inputSize: size, depth: depth, behind: resolved)
      try check(next.outputSize, "an output size of", in: NetworkSpec.sizes, at: path)
      for parameter in next.parameters { parameterCount += parameter.count }
      guard parameterCount <= NetworkSpec.maximumParameterCount else {
        throw NetworkSpecError(
          layer: path, problem: .tooManyParameters(maximum: NetworkSpec.maximumParameterCount))
      }
      size = next.outputSize
      resolved.append(next)
      if layer.poolsOverTime { hasPooled = true }
    }
    return resolved
  }

  private func checkPlace(
    of layer: LayerSpec, at path: String, depth: Int, isLast: Bool
  ) throws(NetworkSpecError) {
    if hasPooled && layer.needsSequence {
      throw NetworkSpecError(layer: path, problem: .needsSequence(type: layer.typeName))
    }
    if depth > 0 && (layer.poolsOverTime || layer == .softmax) {
      throw NetworkSpecError(layer: path, problem: .insideResidual(type: layer.typeName))
    }
    if layer == .softmax && !isLast {
      throw NetworkSpecError(layer: path, problem: .softmaxNotLast)
    }
  }

  private mutating func resolve(
    _ layer: LayerSpec, at path: String, inputSize: Int, depth: Int, behind previous: [ResolvedLayer]
  ) throws(NetworkSpecError) -> ResolvedLayer {
    try checkNumbers(of: layer, at: path)
    var inner: [ResolvedLayer] = []
    var outputSize = inputSize
    var timeStride = 1
    switch layer {
    case .conv1d(let channels, _, let stride, _, _): (outputSize, timeStride) = (channels, stride)
    case .maxPool(let size), .averagePool(let size): timeStride = size
    case .residual(let layers):
      inner = try resolve(layers, under: path + ".layers", inputSize: inputSize, depth: depth + 1)
      outputSize = inner.last?.outputSize ?? inputSize
      for layer in inner {
        timeStride *= layer.timeStride
        try check(timeStride, "a time stride of", in: 1...NetworkSpec.maximumTimeStride, at: path)
      }
    case .lstm(let hiddenSize, let bidirectional, _): outputSize = hiddenSize * (bidirectional ? 2 : 1)
    case .statisticsPool, .attentionStatisticsPool: outputSize = 2 * inputSize
    case .dense(let units): outputSize = units
    default: break
    }
    return ResolvedLayer(
      path: path, spec: layer, inputSize: inputSize, outputSize: outputSize, readsSequence: !hasPooled,
      timeStride: timeStride, readsBothEnds: layer == .lastStep && previous.endsInTwoWayLSTM,
      parameters: layer.parameters(
        at: path, inputSize: inputSize, outputSize: outputSize,
        changesShape: outputSize != inputSize || timeStride != 1),
      layers: inner)
  }

  private func checkNumbers(of layer: LayerSpec, at path: String) throws(NetworkSpecError) {
    switch layer {
    case .conv1d(let channels, let kernelSize, let stride, let dilation, _):
      try check(channels, "channels", in: NetworkSpec.sizes, at: path)
      try check(kernelSize, "kernel_size", in: NetworkSpec.kernelSizes, at: path)
      try check(stride, "stride", in: NetworkSpec.steps, at: path)
      try check(dilation, "dilation", in: NetworkSpec.steps, at: path)
    case .batchNorm(let epsilon, let momentum):
      try check(epsilon, "epsilon", in: 1e-12...1, at: path)
      try check(momentum, "momentum", in: 0...1, at: path)
    case .layerNorm(let epsilon): try check(epsilon, "epsilon", in: 1e-12...1, at: path)
    case .activation(.leakyReLU(let slope)): try check(slope, "slope", in: -1...1, at: path)
    case .maxPool(let size), .averagePool(let size): try check(size, "size", in: NetworkSpec.steps, at: path)
    case .lstm(let hiddenSize, _, let recurrentDropout):
      try check(hiddenSize, "hidden_size", in: NetworkSpec.sizes, at: path)
      try check(recurrentDropout, "recurrent_dropout", in: 0...0.999, at: path)
    case .attentionPool(let hiddenSize), .attentionStatisticsPool(let hiddenSize):
      try check(hiddenSize, "hidden_size", in: NetworkSpec.sizes, at: path)
    case .dense(let units): try check(units, "units", in: NetworkSpec.sizes, at: path)
    case .dropout(let rate): try check(rate, "rate", in: 0...0.999, at: path)
    case .activation, .residual, .lastStep, .meanPool, .statisticsPool, .softmax: break
    }
  }

  private func check(
    _ value: Int, _ property: String, in allowed: ClosedRange<Int>, at path: String?
  ) throws(NetworkSpecError) {
    guard !allowed.contains(value) else { return }
    throw NetworkSpecError(
      layer: path, problem: .sizeOutOfRange(property: property, found: value, allowed: allowed))
  }

  private func check(
    _ value: Float, _ property: String, in allowed: ClosedRange<Float>, at path: String?
  ) throws(NetworkSpecError) {
    guard !allowed.contains(value) else { return }  // NaN is in no range
    throw NetworkSpecError(
      layer: path, problem: .numberOutOfRange(property: property, found: value, allowed: allowed))
  }
}

extension [ResolvedLayer] {
  fileprivate var endsInTwoWayLSTM: Bool {
    for layer in reversed() {
      switch layer.spec {
      case .dropout: continue
      case .lstm(_, let bidirectional, _): return bidirectional
      default: return false
      }
    }
    return false
  }
}
