import Foundation
import SpeechFeatures
import Testing

@testable import SpeechEmotion

@Suite("Networks in 16 bits") struct NetworkPrecisionTests {
  @Test(
    "Convolutions of 16 bits are exact where inputs and weights have no more, for every width, length, kernel and stride",
    .enabled(if: NetworkKernels.isBFloat16Supported))
  func halves() throws {
    for (channels, kernelSize, stride) in [
      (1, 1, 1), (15, 2, 1), (16, 3, 1), (17, 3, 2), (31, 5, 1), (33, 4, 3), (48, 7, 2), (70, 6, 5),
    ] {
      for (inputSize, pool) in [(1, LayerSpec.lastStep), (6, .meanPool), (6, .lastStep), (7, .meanPool)] {
        let spec = NetworkSpec(
          inputSize: inputSize,
          layers: [.conv1d(channels: channels, kernelSize: kernelSize, stride: stride), pool])
        let weights = try Self.weightsInHalf(of: spec)
        let plain = try InferenceNetwork(spec, weights: weights, arithmetic: .plain)
        let fast = try InferenceNetwork(spec, weights: weights, arithmetic: .bfloat16)
        var generator = TestGenerator(seed: UInt64(channels))
        for frames in [1, 2, 3, 11, 12, 13, 25] {
          let values = (0..<frames * inputSize).map { _ in
            Self.inHalf(Float.random(in: -2...2, using: &generator))
          }
          let features = FeatureMatrix(values: values, frameCount: frames, binCount: inputSize)
          for (one, other) in zip(try plain.logits(features), try fast.logits(features)) {
            #expect(abs(one - other) < 1e-4, "\(channels) channels, \(kernelSize) taps, \(frames) frames")
          }
        }
      }
    }
  }

  /// Weights that have no more than 16 bits.
  private static func weightsInHalf(of spec: NetworkSpec) throws -> WeightStore {
    WeightStore(
      try TestModels.weights(of: spec, seed: 5).tensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, values: $0.values.map(inHalf))
      })
  }

  @Test(
    "A memory of 16 bits rounds nothing but its state, for every size around a register's and two ways through time",
    .enabled(if: NetworkKernels.isBFloat16Supported),
    arguments: [1, 2, 15, 16, 17, 18, 31, 32, 33, 34, 48, 66, 96, 130])
  func halvesOfMemory(hiddenSize: Int) throws {
    let spec = NetworkSpec(
      inputSize: 6, layers: [.lstm(hiddenSize: hiddenSize, bidirectional: true), .meanPool])
    let weights = try Self.weightsInHalf(of: spec)
    let plain = try InferenceNetwork(spec, weights: weights, arithmetic: .plain)
    let fast = try InferenceNetwork(spec, weights: weights, arithmetic: .bfloat16)
    var generator = TestGenerator(seed: UInt64(hiddenSize))
    for frames in [1, 2, 7, 30] {
      let values = (0..<frames * 6).map { _ in Self.inHalf(Float.random(in: -2...2, using: &generator)) }
      let features = FeatureMatrix(values: values, frameCount: frames, binCount: 6)
      let (one, other) = (try plain.logits(features), try fast.logits(features))
      let worst = zip(one, other).map { abs($0 - $1) }.max() ?? 1
      // Of a state within -1...1 rounding takes 0.002 at most; steps after each other add some of it up.
      #expect(worst < (frames == 1 ? 1e-5 : 0.01), "\(frames) frames")
    }
  }

  @Test(
    "Dilated convolutions, dense layers and those of odd sizes stay exact",
    .enabled(if: NetworkKernels.isBFloat16Supported))
  func exactLayers() throws {
    for (inputSize, layers) in [
      (6, [LayerSpec.conv1d(channels: 10, kernelSize: 3, dilation: 2), .meanPool]),
      (6, [.dense(units: 9), .meanPool]), (7, [.conv1d(channels: 10, kernelSize: 3), .meanPool]),
    ] {
      let spec = NetworkSpec(inputSize: inputSize, layers: layers)
      let weights = try TestModels.weights(of: spec, seed: 5)
      let plain = try InferenceNetwork(spec, weights: weights, arithmetic: .plain)
      let fast = try InferenceNetwork(spec, weights: weights, arithmetic: .bfloat16)
      let values = (0..<40 * inputSize).map { Float(sin(Double($0))) }
      let features = FeatureMatrix(values: values, frameCount: 40, binCount: inputSize)
      for (one, other) in zip(try plain.logits(features), try fast.logits(features)) {
        #expect(abs(one - other) < 1e-5)
      }
    }
  }

  @Test(
    "A residual's projection and what is beside it lose little",
    .enabled(if: NetworkKernels.isBFloat16Supported))
  func projections() throws {
    let spec = NetworkSpec(
      inputSize: 6,
      layers: [.residual([.conv1d(channels: 24, kernelSize: 3, stride: 2), .activation(.relu)]), .meanPool])
    let weights = try Self.weightsInHalf(of: spec)
    let plain = try InferenceNetwork(spec, weights: weights, arithmetic: .plain)
    let fast = try InferenceNetwork(spec, weights: weights, arithmetic: .bfloat16)
    for frames in [1, 2, 9, 40] {
      let values = (0..<frames * 6).map { Self.inHalf(Float(sin(Double($0)))) }
      let features = FeatureMatrix(values: values, frameCount: frames, binCount: 6)
      for (one, other) in zip(try plain.logits(features), try fast.logits(features)) {
        #expect(abs(one - other) < 1e-4, "\(frames) frames")
      }
    }
  }

  @Test("The precision that is asked for is what a processor can do of it")
  func choice() {
    #expect(NetworkArithmetic.best(.single) == (NetworkKernels.areUsed ? .kernels : .plain))
    #expect((NetworkArithmetic.best(.bfloat16) == .bfloat16) == NetworkPrecision.isBFloat16Supported)
  }

  /// The nearest number of 16 bits.
  private static func inHalf(_ value: Float) -> Float {
    Float(bitPattern: UInt32(NetworkKernels.rounded(value)) << 16)
  }

  @Test(
    "16 bits change every layer type's logits by a hundredth or so, for lengths 1 to 61",
    .enabled(if: NetworkKernels.isBFloat16Supported))
  func halvesOfEveryLayer() throws {
    for golden in try Golden.networks() {
      let network = try InferenceNetwork(golden.spec, weights: golden.weights, arithmetic: .bfloat16)
      for (features, expected) in golden.examples {
        let scale = max(1, expected.map(abs).max() ?? 1)
        for (one, other) in zip(try network.logits(features), expected) {
          #expect(abs(one - other) < 0.05 * scale, "\(golden.name), \(features.frameCount) frames")
        }
      }
    }
  }

  @Test("Rounding to 16 bits takes the nearest, ties to even")
  func rounding() {
    #expect(NetworkKernels.rounded(1) == 0x3F80 && NetworkKernels.rounded(-0.0) == 0x8000)
    #expect(NetworkKernels.rounded(Float(bitPattern: 0x3F80_8000)) == 0x3F80)
    #expect(NetworkKernels.rounded(Float(bitPattern: 0x3F81_8000)) == 0x3F82)
    #expect(NetworkKernels.rounded(Float(bitPattern: 0x3F80_8001)) == 0x3F81)
  }
}
