import EmotionCorpora
import EmotionTraining
import SpeechEmotion
import Testing
import TorchTensor

@Suite struct TrainableNetworkTests {
  private let spec = NetworkSpec(
    inputSize: 6,
    layers: [
      .conv1d(channels: 8, kernelSize: 3), .batchNorm(), .activation(.relu), .dropout(rate: 0.2),
      .lstm(hiddenSize: 5, bidirectional: true, recurrentDropout: 0.2), .attentionPool(hiddenSize: 4),
      .dense(units: 8), .activation(.gelu), .dense(units: 3), .softmax,
    ])

  private func features(_ shape: [Int], seed: UInt64 = 1) throws -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return try Tensor((0..<shape.reduce(1, *)).map { _ in Float(generator.normal()) }, shape: shape)
  }

  @Test("The same seed gives the same weights, another one others")
  func seeds() throws {
    let weights = try TrainableNetwork(spec, seed: 4).weights()
    #expect(try weights == TrainableNetwork(spec, seed: 4).weights())
    #expect(try weights != TrainableNetwork(spec, seed: 5).weights())
    try weights.validate(against: spec.parameterShapes())
  }

  @Test("Weights start from the documented distributions")
  func distributions() throws {
    let wide = NetworkSpec(
      inputSize: 50,
      layers: [
        .conv1d(channels: 60, kernelSize: 5), .batchNorm(), .activation(.relu), .lstm(hiddenSize: 20),
        .meanPool,
        .dense(units: 40),
      ])
    let weights = try WeightInitializer(seed: 1).weights(for: wide)
    func variance(_ name: String) throws -> Float {
      let values = try #require(weights[name]).values
      return values.map { $0 * $0 }.reduce(0, +) / Float(values.count)
    }
    #expect(abs(try variance("layers.0.weight") - 2 / 250) < 0.0005)
    #expect(abs(try variance("layers.3.weight_ih") - 2 / 140) < 0.001)
    #expect(abs(try variance("layers.5.weight") - 2 / 60) < 0.005)
    #expect(abs(try variance("layers.3.weight_hh") - 1 / 80) < 1e-5)  // columns of length 1
    let bias = try #require(weights["layers.3.bias"]).values
    #expect(
      bias == [Float](repeating: 0, count: 20) + .init(repeating: 1, count: 20)
        + .init(repeating: 0, count: 40))
    #expect(weights["layers.1.weight"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(weights["layers.1.running_var"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(weights["layers.1.running_mean"]?.values.allSatisfy { $0 == 0 } == true)
  }

  @Test("Weight decay is for matrices and kernels")
  func decays() throws {
    let network = try TrainableNetwork(spec, seed: 1)
    let exempt = Set(network.parameters.filter { !$0.decays }.map(\.name))
    #expect(exempt.isSuperset(of: ["layers.0.bias", "layers.1.weight", "layers.4.bias_reverse"]))
    #expect(exempt.isDisjoint(with: ["layers.0.weight", "layers.4.weight_hh", "layers.5.attention.weight"]))
    #expect(!network.parameters.contains { $0.name.contains("running") })
  }

  @Test("A batch of clips gives the gradients that its clips give one by one")
  func raggedGradients() throws {
    let spec = NetworkSpec(
      inputSize: 6,
      layers: [
        .conv1d(channels: 8, kernelSize: 4, stride: 2), .activation(.leakyReLU(slope: 0.1)),
        .residual([.conv1d(channels: 5, kernelSize: 3), .activation(.tanh), .maxPool(size: 2)]), .layerNorm(),
        .lstm(hiddenSize: 4, bidirectional: true), .averagePool(size: 2),
        .attentionStatisticsPool(hiddenSize: 3),
        .dense(units: 3),
      ])
    let network = try TrainableNetwork(spec, seed: 2)
    let batch = try features([3, 21, 6])
    let target = try Tensor([0, 2, 1])
    let lengths = [21, 8, 13]
    func gradients(_ backward: () throws -> Void) throws -> [[Float]] {
      for parameter in network.parameters { try parameter.tensor.clearGradient() }
      try backward()
      return try network.parameters.map { try #require(try $0.tensor.gradient()).floats() }
    }
    let together = try gradients {
      try network.forward(batch, lengths: lengths, mode: .training(dropoutSeed: 0))
        .crossEntropy(target, reduction: .sum).backward()
    }
    let apart = try gradients {
      for clip in 0..<3 {
        let one = try batch.sliced(0, clip..<clip + 1).sliced(1, 0..<lengths[clip]).contiguous()
        try network.forward(one, lengths: [lengths[clip]], mode: .training(dropoutSeed: 0))
          .crossEntropy(target.sliced(0, clip..<clip + 1), reduction: .sum).backward()
      }
    }
    for (parameter, (left, right)) in zip(network.parameters, zip(together, apart)) {
      let scale = max(left.map(\.magnitude).max() ?? 0, 1e-2)
      let worst = zip(left, right).map { ($0 - $1).magnitude }.max() ?? 0
      #expect(worst / scale < 1e-3, "\(parameter.name)")
    }
  }

  @Test("Half precision comes near single precision, forward and back")
  func halfPrecision() throws {
    let network = try TrainableNetwork(spec, seed: 2)
    let batch = try features([4, 30, 6])
    func run(_ enabled: Bool) throws -> (logits: [Float], gradient: [Float]) {
      for parameter in network.parameters { try parameter.tensor.clearGradient() }
      let logits = try Autocast.bfloat16(enabled: enabled) {
        try network.forward(batch, lengths: [30, 20, 30, 7], mode: .training(dropoutSeed: 9))
      }
      try logits.crossEntropy(Tensor([0, 1, 2, 0])).backward()
      let gradient = try #require(try network.tensor(named: "layers.8.weight")?.gradient())
      return (try logits.floats(), try gradient.floats())
    }
    let single = try run(false)
    let half = try run(true)
    #expect(zip(single.logits, half.logits).allSatisfy { abs($0 - $1) < 0.1 })
    #expect(zip(single.gradient, half.gradient).allSatisfy { abs($0 - $1) < 0.05 })
  }

  @Test("Training learns, and a restored training continues bit for bit")
  func resumed() throws {
    let batch = try features([12, 25, 6])
    let lengths = (0..<12).map { 25 - $0 }
    let target = try Tensor((0..<12).map { $0 % 3 })
    func steps(_ network: TrainableNetwork, _ optimizer: any Optimizer, _ range: Range<Int>) throws -> Float {
      var last: Float = 0
      for step in range {
        try optimizer.clearGradients()
        let loss = try network.forward(
          batch, lengths: lengths,
          mode: .training(dropoutSeed: SeededGenerator.derivedSeed(1, [UInt64(step)]))
        ).crossEntropy(target, smoothing: 0.05)
        try loss.backward()
        try optimizer.clipGradients(norm: 5)
        try optimizer.step()
        last = try loss.scalar()
      }
      return last
    }
    let network = try TrainableNetwork(spec, seed: 6)
    let optimizer = try AdamW(network.parameters, learningRate: 0.01)
    let first = try steps(network, optimizer, 0..<20)
    let saved = try network.weights()
    let state = try optimizer.exportedState()
    let last = try steps(network, optimizer, 20..<40)
    #expect(last < 0.6 * first, "\(first) -> \(last)")

    let other = try TrainableNetwork(spec, weights: saved)
    let resumed = try AdamW(other.parameters, learningRate: 0.01)
    try resumed.restore(state, stepCount: 20)
    #expect(try steps(other, resumed, 20..<40) == last)
    #expect(try other.weights() == network.weights())
  }

  @Test("Weights of another network are refused")
  func refused() throws {
    let network = try TrainableNetwork(spec, seed: 6)
    let before = try network.weights()
    var wrong = before
    wrong.insert(NamedTensor(name: "layers.0.bias", shape: [2], values: [0, 0]))
    #expect(throws: WeightError.self) { try network.load(wrong) }
    #expect(try network.weights() == before)
    try network.load(TrainableNetwork(spec, seed: 7).weights())
    #expect(try network.weights() != before)
  }
}
