import EmotionCorpora
import EmotionTraining
import SpeechEmotion
import SpeechFeatures
import Testing
import TorchTensor

/// Largest difference of two networks' logits, relative to 1 or to the largest logit where that is more.
private let tolerance: Float = 1e-4

@Suite struct ParityTests {
  @Test("Run-time and trainer give the same logits for random networks, lengths and weights")
  func randomNetworks() throws {
    var worst: Float = 0
    for seed in 0..<120 as Range<UInt64> {
      let network = try RandomNetwork(seed: seed)
      let inference = try InferenceNetwork(network.spec, weights: network.weights)
      let trainable = try TrainableNetwork(network.spec, weights: network.weights)
      let expected = try network.clips.map { try inference.logits($0) }
      let found = try trainable.logits(of: network.clips)
      let difference = relativeDifference(expected, found)
      worst = max(worst, difference)
      #expect(
        difference < tolerance, "seed \(seed), clips of \(network.clips.map(\.frameCount)): \(network.spec)")
    }
    #expect(worst < tolerance)
  }

  @Test("What stands in the padding has no influence, even where it is no number")
  func paddingIsIgnored() throws {
    for seed in 0..<30 as Range<UInt64> {
      let network = try RandomNetwork(seed: seed)
      let trainable = try TrainableNetwork(network.spec, weights: network.weights)
      let zeros = try trainable.logits(of: network.clips)
      let poisoned = try trainable.logits(of: network.clips, padding: .nan, extraFrames: 3)
      #expect(relativeDifference(zeros, poisoned) < 1e-6, "seed \(seed): \(network.spec)")
    }
  }

  @Test("The seed's network and ours agree with the run-time")
  func realNetworks() throws {
    let ours = NetworkSpec(
      inputSize: 80,
      layers: [
        .conv1d(channels: 32, kernelSize: 5), .batchNorm(), .activation(.relu), .maxPool(size: 2),
        .residual([.conv1d(channels: 48, kernelSize: 3, stride: 2), .batchNorm(), .activation(.relu)]),
        .lstm(hiddenSize: 16, bidirectional: true), .attentionStatisticsPool(hiddenSize: 16),
        .dropout(rate: 0.3),
        .dense(units: 12), .softmax,
      ])
    let seed = NetworkSpec(
      inputSize: 40,
      layers: [
        .lstm(hiddenSize: 32, recurrentDropout: 0.2), .conv1d(channels: 48, kernelSize: 10),
        .activation(.relu),
        .batchNorm(), .conv1d(channels: 64, kernelSize: 10), .activation(.leakyReLU(slope: 0.3)),
        .lstm(hiddenSize: 16), .batchNorm(), .lstm(hiddenSize: 32), .lastStep, .dense(units: 64),
        .activation(.relu), .batchNorm(), .dropout(rate: 0.2), .dense(units: 12), .softmax,
      ])
    for spec in [ours, seed] {
      var generator = SeededGenerator(seed: 7)
      let trainable = try TrainableNetwork(spec, seed: 3)
      let inference = try InferenceNetwork(spec, weights: trainable.weights())
      let clips = [101, 1, 64, 37].map { frames in
        FeatureMatrix(
          values: (0..<frames * spec.inputSize).map { _ in Float(generator.normal()) }, frameCount: frames,
          binCount: spec.inputSize)
      }
      let expected = try clips.map { try inference.logits($0) }
      #expect(relativeDifference(expected, try trainable.logits(of: clips)) < tolerance)
    }
  }
}

private func relativeDifference(_ expected: [[Float]], _ found: [[Float]]) -> Float {
  var worst: Float = 0
  for (left, right) in zip(expected, found) {
    let scale = max(left.map(\.magnitude).max() ?? 0, 1)
    for (a, b) in zip(left, right) {
      guard a.isFinite, b.isFinite else { return .infinity }
      worst = max(worst, (a - b).magnitude / scale)
    }
  }
  return expected.count == found.count ? worst : .infinity
}

extension TrainableNetwork {
  /// Logits of clips in one padded batch.
  func logits(
    of clips: [FeatureMatrix], padding: Float = 0, extraFrames: Int = 0
  ) throws -> [[Float]] {
    let longest = (clips.map(\.frameCount).max() ?? 0) + extraFrames
    let bins = spec.inputSize
    var values: [Float] = []
    for clip in clips {
      values += clip.values + [Float](repeating: padding, count: (longest - clip.frameCount) * bins)
    }
    let features = try Tensor(values, shape: [clips.count, longest, bins])
    let logits = try forward(features, lengths: clips.map(\.frameCount), mode: .evaluation).floats()
    return stride(from: 0, to: logits.count, by: outputSize).map { Array(logits[$0..<$0 + outputSize]) }
  }
}
