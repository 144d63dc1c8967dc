import EmotionCorpora
import SpeechEmotion
import SpeechFeatures

/// Draws networks that no one would train but that the rules allow, and weights and clips for them.
struct RandomNetwork {
  let spec: NetworkSpec
  let weights: WeightStore
  let clips: [FeatureMatrix]

  init(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let inputSize = generator.index(below: 9) + 1
    var layers: [LayerSpec] = []
    for _ in 0..<generator.index(below: 6) { layers.append(generator.sequenceLayer(depth: 0)) }
    if generator.chance(0.3) {
      layers.append(.lstm(hiddenSize: generator.index(below: 6) + 1, bidirectional: generator.chance(0.7)))
      if generator.chance(0.5) { layers.append(.dropout(rate: 0.3)) }
      if generator.chance(0.7) { layers.append(.lastStep) }
    }
    if layers.last != .lastStep { layers.append(generator.timePooling()) }
    for _ in 0..<generator.index(below: 4) { layers.append(generator.vectorLayer()) }
    layers.append(.dense(units: generator.index(below: 6) + 2))
    if generator.chance(0.5) { layers.append(.softmax) }
    spec = NetworkSpec(inputSize: inputSize, layers: layers)

    var weights = WeightStore()
    for parameter in try spec.parameterShapes() {
      let positive = parameter.name.hasSuffix("running_var")
      // Scaled by what is summed, so that values neither vanish nor explode through many layers.
      let fan = Double(parameter.shape.dropFirst().reduce(1, *))
      let values = (0..<parameter.count).map { _ in
        Float(
          positive
            ? generator.uniform(in: 0.3...2) : generator.normal(standardDeviation: 1 / fan.squareRoot()))
      }
      weights.insert(NamedTensor(name: parameter.name, shape: parameter.shape, values: values))
    }
    self.weights = weights
    clips = (0..<generator.index(below: 4) + 1).map { _ in
      let frames = generator.chance(0.2) ? 1 : generator.index(below: 40) + 1
      let values = (0..<frames * inputSize).map { _ in Float(generator.normal()) }
      return FeatureMatrix(values: values, frameCount: frames, binCount: inputSize)
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func sequenceLayer(depth: Int) -> LayerSpec {
    switch index(below: depth < 2 ? 12 : 11) {
    case 0, 1, 2:
      return .conv1d(
        channels: index(below: 8) + 1, kernelSize: index(below: 7) + 1, stride: index(below: 3) + 1,
        dilation: index(below: 3) + 1, bias: chance(0.7))
    case 3: return .batchNorm(epsilon: 1e-3)
    case 4: return .layerNorm()
    case 5: return .activation(activation())
    case 6: return .maxPool(size: index(below: 3) + 1)
    case 7: return .averagePool(size: index(below: 3) + 1)
    case 8:
      return .lstm(hiddenSize: index(below: 6) + 1, bidirectional: chance(0.5), recurrentDropout: 0.2)
    case 9: return .dense(units: index(below: 8) + 1)
    case 10: return .dropout(rate: 0.5)
    default: return .residual((0...index(below: 3)).map { _ in sequenceLayer(depth: depth + 1) })
    }
  }

  fileprivate mutating func timePooling() -> LayerSpec {
    switch index(below: 5) {
    case 0: .lastStep
    case 1: .meanPool
    case 2: .statisticsPool
    case 3: .attentionPool(hiddenSize: index(below: 6) + 1)
    default: .attentionStatisticsPool(hiddenSize: index(below: 6) + 1)
    }
  }

  fileprivate mutating func vectorLayer() -> LayerSpec {
    switch index(below: 5) {
    case 0: .dense(units: index(below: 8) + 1)
    case 1: .batchNorm()
    case 2: .layerNorm()
    case 3: .dropout(rate: 0.5)
    default: .activation(activation())
    }
  }

  private mutating func activation() -> ActivationSpec {
    [.relu, .leakyReLU(slope: 0.2), .leakyReLU(slope: -0.1), .gelu, .silu, .tanh][index(below: 6)]
  }
}
