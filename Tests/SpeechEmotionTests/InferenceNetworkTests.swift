import Foundation
import SpeechFeatures
import Testing

@testable import SpeechEmotion

@Suite struct InferenceNetworkTests {
  /// Largest difference from PyTorch's double-precision logits, absolute; ours are single precision.
  static let tolerance: Float = 1e-4

  /// Without the kernels and, where this processor can run them, with them.
  static let ways: [NetworkArithmetic] = NetworkKernels.areSupported ? [.plain, .kernels] : [.plain]

  @Test("Every layer type gives PyTorch's logits, for lengths 1 to 61", arguments: ways)
  func parity(arithmetic: NetworkArithmetic) throws {
    let networks = try Golden.networks()
    #expect(networks.count >= 29)
    var worst: Float = 0
    for golden in networks {
      let network = try InferenceNetwork(golden.spec, weights: golden.weights, arithmetic: arithmetic)
      #expect(golden.examples.count == 6)
      for (features, expected) in golden.examples {
        let logits = try network.logits(features)
        #expect(logits.count == expected.count)
        let difference = zip(logits, expected).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference < Self.tolerance, "\(golden.name), \(features.frameCount) frames")
        worst = max(worst, difference)
      }
    }
    #expect(worst < 2e-5, "the whole set is usually far below the tolerance")
  }

  @Test(
    "The kernels give what OpenBLAS gives, for every width, length, kernel size and stride around a register's",
    .enabled(if: NetworkKernels.areSupported))
  func kernels() throws {
    for (channels, kernelSize, stride, hidden) in [
      (1, 1, 1, 1), (15, 2, 1, 4), (16, 3, 1, 16), (17, 3, 2, 17), (31, 5, 1, 31), (33, 4, 3, 32),
      (48, 7, 2, 33),
    ] {
      let spec = NetworkSpec(
        inputSize: 7,
        layers: [
          .conv1d(channels: channels, kernelSize: kernelSize, stride: stride),
          .lstm(hiddenSize: hidden, bidirectional: true), .meanPool, .dense(units: 3),
        ])
      var generator = TestGenerator(seed: UInt64(channels))
      let weights = try TestModels.weights(of: spec, seed: UInt64(hidden))
      let plain = try InferenceNetwork(spec, weights: weights, arithmetic: .plain)
      let fast = try InferenceNetwork(spec, weights: weights, arithmetic: .kernels)
      for frames in [1, 2, 3, 5, 11, 12, 13, 23, 24, 25, 40] {
        let values = (0..<frames * 7).map { _ in Float.random(in: -2...2, using: &generator) }
        let features = FeatureMatrix(values: values, frameCount: frames, binCount: 7)
        for (one, other) in zip(try plain.logits(features), try fast.logits(features)) {
          #expect(abs(one - other) < 1e-4, "\(channels) channels, \(kernelSize) taps, \(frames) frames")
        }
      }
    }
  }

  @Test("Without OpenBLAS, loops give what it gives")
  func loops() throws {
    try #require(BLAS.isLibraryThere)
    var generator = TestGenerator(seed: 3)
    for (rows, inner, columns, gap) in [(1, 1, 1, 0), (3, 5, 7, 0), (12, 33, 16, 5), (25, 8, 31, 2)] {
      let a = (0..<rows * (inner + gap)).map { _ in Float.random(in: -1...1, using: &generator) }
      let b = (0..<inner * columns).map { _ in Float.random(in: -1...1, using: &generator) }
      var one = (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &generator) }
      var other = one
      BLAS.multiplyAdd(a, leading: inner + gap, b, into: &one, rows: rows, inner: inner, columns: columns)
      BLAS.multiplyAddInLoops(
        a, leading: inner + gap, b, into: &other, rows: rows, inner: inner, columns: columns)
      #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 }, "\(rows) x \(inner) x \(columns)")
    }
  }

  @Test("The golden networks hold every layer type")
  func coverage() throws {
    var found: Set<String> = []
    func visit(_ layers: [LayerSpec]) {
      for layer in layers {
        found.insert(layer.typeName)
        if case .residual(let inner) = layer { visit(inner) }
      }
    }
    for golden in try Golden.networks() { visit(golden.spec.layers) }
    #expect(found.count == 16)
  }

  @Test("One network answers many threads at once as it answers one")
  func concurrency() throws {
    let golden = try #require(try Golden.networks().first { $0.name == "conv_lstm_in_small" })
    let network = try InferenceNetwork(golden.spec, weights: golden.weights)
    let alone = try golden.examples.map { try network.logits($0.features) }
    DispatchQueue.concurrentPerform(iterations: 64) { iteration in
      let index = iteration % golden.examples.count
      let logits = try? network.logits(golden.examples[index].features)
      #expect(logits == alone[index])
    }
  }

  @Test("Probabilities are the softmax of the logits, flatter at a higher temperature")
  func probabilities() throws {
    let golden = try #require(try Golden.networks().first { $0.name == "lstm" })
    let network = try InferenceNetwork(golden.spec, weights: golden.weights)
    let features = golden.examples[0].features
    let logits = try network.logits(features).map(Double.init)
    let sum = logits.map { exp($0) }.reduce(0, +)
    let probabilities = try network.probabilities(features)
    for (probability, logit) in zip(probabilities, logits) {
      #expect(abs(probability - exp(logit) / sum) < 1e-9)
    }
    let flat = try network.probabilities(features, temperature: 4)
    #expect((flat.max() ?? 1) < (probabilities.max() ?? 0))
    #expect(abs(flat.reduce(0, +) - 1) < 1e-12)
  }

  @Test("Features that do not fit are refused with a sentence")
  func unfitFeatures() throws {
    let golden = try #require(try Golden.networks().first { $0.name == "lstm" })
    let network = try InferenceNetwork(golden.spec, weights: golden.weights)
    #expect(throws: InferenceError.wrongBinCount(found: 4, expected: 5)) {
      try network.logits(FeatureMatrix(values: [0, 0, 0, 0], frameCount: 1, binCount: 4))
    }
    #expect(throws: InferenceError.noFrames) {
      try network.logits(FeatureMatrix(values: [], frameCount: 0, binCount: 5))
    }
    #expect(throws: InferenceError.notFinite) {
      try network.logits(FeatureMatrix(values: [0, .nan, 0, 0, 0], frameCount: 1, binCount: 5))
    }
  }

  @Test("A sound whose scratch memory would pass the limit is refused before memory is taken")
  func memoryLimit() throws {
    let spec = NetworkSpec(inputSize: 1, layers: [.dense(units: 65_536), .meanPool])
    let weights = WeightStore([
      NamedTensor(name: "layers.0.weight", shape: [65_536, 1], values: .init(repeating: 0, count: 65_536)),
      NamedTensor(name: "layers.0.bias", shape: [65_536], values: .init(repeating: 0, count: 65_536)),
    ])
    let network = try InferenceNetwork(spec, weights: weights)
    let features = FeatureMatrix(values: .init(repeating: 0, count: 5_000), frameCount: 5_000, binCount: 1)
    #expect(throws: InferenceError.tooLong(frames: 5_000, maximumByteCount: 1 << 30)) {
      try network.logits(features)
    }
  }

  @Test("Weights that do not fit are refused by name")
  func unfitWeights() throws {
    let golden = try #require(try Golden.networks().first { $0.name == "batch_norm_alone" })
    func weights(_ name: String, _ tensor: NamedTensor?) -> WeightStore {
      WeightStore(golden.weights.tensors.filter { $0.name != name } + (tensor.map { [$0] } ?? []))
    }
    func expect(_ error: WeightError, _ weights: WeightStore) {
      #expect(throws: error) { try InferenceNetwork(golden.spec, weights: weights) }
    }
    let name = "layers.1.bias"
    expect(.missing(name: name, shape: [6]), weights(name, nil))
    let long = NamedTensor(name: name, shape: [7], values: .init(repeating: 0, count: 7))
    expect(.wrongShape(name: name, found: [7], expected: [6]), weights(name, long))
    let infinite = NamedTensor(name: name, shape: [6], values: [0, 0, .infinity, 0, 0, 0])
    expect(.notFinite(name: name, index: 2), weights(name, infinite))
    let stranger = NamedTensor(name: "layers.9.bias", shape: [1], values: [0])
    expect(.unexpected(name: "layers.9.bias"), weights("", stranger))
    let variance = "layers.3.running_var"
    let negative = NamedTensor(name: variance, shape: [6], values: [1, 1, 1, 1, 1, -1])
    expect(.negativeVariance(name: variance, index: 5), weights(variance, negative))
  }
}
