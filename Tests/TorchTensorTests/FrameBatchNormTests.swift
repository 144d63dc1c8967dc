import Testing
import TorchTensor

@Suite struct FrameBatchNormTests {
  private let lengths = [7, 3, 1, 5]

  private func parameters(_ channels: Int) throws -> BatchNormParameters {
    BatchNormParameters(
      weight: try wave([channels], phase: 1) + 1.5, bias: try wave([channels], phase: 2),
      runningMean: try wave([channels], phase: 3), runningVariance: try wave([channels], phase: 4) + 2)
  }

  /// The textbook's formulas over the valid frames alone.
  private func expected(
    _ x: Tensor, _ p: BatchNormParameters, training: Bool, slope: Double
  ) throws -> Tensor {
    let places = try Tensor.range(7).unsqueezed(0)
    let mask = try (places .< Tensor(lengths).unsqueezed(1)).unsqueezed(2).converted(to: .float32)
    let count = Double(lengths.reduce(0, +))
    let mean = training ? try (x * mask).sum(over: 0, 1) / count : p.runningMean
    let variance = training ? try ((x - mean) * mask).squared().sum(over: 0, 1) / count : p.runningVariance
    let normalised = try (x - mean) * (variance + p.epsilon).reciprocalSquareRoot() * p.weight + p.bias
    return try normalised.leakyReLU(slope: slope) * mask
  }

  @Test(
    "Normalisation over valid frames, with its gradients and running statistics, is what the formula says",
    arguments: [true, false], [1, 0, 0.3])
  func formula(training: Bool, slope: Double) throws {
    for channels in [1, 5, 33] {
      let x = try wave([4, 7, channels], scale: 3) + 10
      let p = try parameters(channels)
      let oldMean = try p.runningMean.copy()
      let oldVariance = try p.runningVariance.copy()
      let inputs = [x, p.weight, p.bias]
      let wanted = try gradients(of: inputs) { try expected(x, p, training: training, slope: slope) }
      let output = try expected(x, p, training: training, slope: slope)
      let lengths = try Tensor(lengths)
      let found = try gradients(of: inputs) {
        let y = try x.batchNormTimeMajor(p, lengths: lengths, training: training, negativeSlope: slope)
        #expect(try difference(y, output) < 1e-5)
        return y
      }
      for (left, right) in zip(wanted, found) { #expect(try difference(left, right) < 5e-5) }

      let valid = try Tensor.concatenated(
        self.lengths.enumerated().map { try x.selected(0, at: $0.offset).sliced(0, 0..<$0.element) })
      let mean = training ? try oldMean * 0.9 + valid.mean(over: 0) * 0.1 : oldMean
      let variance =
        training ? try oldVariance * 0.9 + valid.variance(over: 0, unbiased: true) * 0.1 : oldVariance
      #expect(try difference(p.runningMean, mean) < 1e-5)
      #expect(try difference(p.runningVariance, variance) < 1e-5)
    }
  }

  @Test("With clips of full length it equals libtorch's")
  func fullLength() throws {
    let x = try wave([4, 7, 6])
    let p = try parameters(6)
    let q = try parameters(6)
    let found = try x.batchNormTimeMajor(p, lengths: Tensor([7, 7, 7, 7]), training: true)
    let expected = try x.transposed(1, 2).batchNorm(q, training: true).transposed(1, 2)
    #expect(try difference(expected, found) < 1e-5)
    #expect(try difference(p.runningMean, q.runningMean) < 1e-6)
    #expect(try difference(p.runningVariance, q.runningVariance) < 1e-5)
  }

  @Test("Half precision in, half precision out, near single precision")
  func halfPrecision() throws {
    let x = try wave([4, 7, 40])
    let p = try parameters(40)
    let lengths = try Tensor(lengths)
    let single = try gradients(of: [x, p.weight]) {
      try x.batchNormTimeMajor(p, lengths: lengths, training: true, negativeSlope: 0)
    }
    let half = try gradients(of: [x, p.weight]) {
      let y = try x.converted(to: .bfloat16).batchNormTimeMajor(
        p, lengths: lengths, training: true, negativeSlope: 0)
      #expect(y.elementType == .bfloat16)
      return y
    }
    #expect(try (single[0] - half[0]).magnitude().mean().scalar() < 0.02)
    #expect(try difference(single[1], half[1]) < 0.1)
  }

  @Test("Lengths and parameters that do not fit are refused")
  func refused() throws {
    let x = try wave([2, 3, 4])
    let p = try parameters(4)
    #expect(throws: TorchError.self) { try x.batchNormTimeMajor(p, lengths: Tensor([3]), training: true) }
    #expect(throws: TorchError.self) { try x.batchNormTimeMajor(p, lengths: Tensor([3, 4]), training: true) }
    #expect(throws: TorchError.self) { try x.batchNormTimeMajor(p, lengths: Tensor([3, 0]), training: true) }
    let wrong = try parameters(5)
    #expect(throws: TorchError.self) {
      try x.batchNormTimeMajor(wrong, lengths: Tensor([3, 3]), training: true)
    }
  }
}
