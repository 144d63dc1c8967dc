import Testing
import TorchTensor

@Suite struct LayerTests {
  @Test(
    "Time-major convolution equals the channel-major one",
    arguments: [(1, 0, 0), (2, 1, 2), (3, 1, 1), (4, 1, 2), (10, 4, 5), (3, 2, 0)])
  func convolution(kernel: Int, before: Int, after: Int) throws {
    for stride in 1...3 {
      let x = try wave([2, 11, 4])
      let weight = try wave([5, 4, kernel], phase: 1)
      let bias = try wave([5], phase: 2)
      let padded = try x.transposed(1, 2).padded(2, before: before, after: after)
      let expected = try padded.conv1d(weight: weight, bias: bias, stride: stride).transposed(1, 2)
      let found = try x.conv1dTimeMajor(
        weight: weight, bias: bias, stride: stride, before: before, after: after)
      #expect(try difference(expected, found) < 1e-5)
    }
  }

  @Test("Pooling counts a partial last window")
  func pooling() throws {
    let x = try Tensor([1, 5, 2, 3, 4] as [Float], shape: [1, 5, 1])
    #expect(try x.maxPooledTimeMajor(size: 2).floats() == [5, 3, 4])
    #expect(try x.averagePooledTimeMajor(size: 2).floats() == [3, 2.5, 4])
    #expect(try x.transposed(1, 2).maxPool1d(size: 2).floats() == [5, 3])
    #expect(try x.transposed(1, 2).averagePool1d(size: 3, stride: 2).floats() == [8 / 3, 3])
  }

  @Test("Layer normalisation leaves mean 0 and variance 1")
  func layerNorm() throws {
    let x = try wave([3, 4, 16], scale: 5)
    let y = try x.layerNorm(weight: .ones([16]), bias: .zeros([16]))
    #expect(try y.mean(over: 2).magnitude().max().scalar() < 1e-5)
    #expect(try (y.variance(over: 2) - 1).magnitude().max().scalar() < 1e-3)
  }

  @Test("Dropout zeroes its share, keeps the mean, and follows from the seed and nothing else")
  func dropout() throws {
    let ones = try Tensor.ones([100, 300])
    let dropped = try ones.dropout(rate: 0.3, seed: 1)
    let kept = try (dropped .> 0).converted(to: .float32).mean().scalar()
    #expect(abs(kept - 0.7) < 0.01)
    #expect(abs(try dropped.max().scalar() - 1 / 0.7) < 1e-6)
    #expect(try dropped.floats() == ones.dropout(rate: 0.3, seed: 1).floats())
    #expect(try dropped.floats() != ones.dropout(rate: 0.3, seed: 2).floats())
    // Neighbours are as unlike as chance: 0.7 * 0.7 of pairs are both kept.
    let mask = try (dropped .> 0).converted(to: .float32)
    for shift in [1, 2, 3, 4, 8, 16] {
      let pairs = try mask.sliced(1, 0..<300 - shift) * mask.sliced(1, shift..<300)
      #expect(abs(try pairs.mean().scalar() - 0.49) < 0.015)
    }
    #expect(try ones.dropout(rate: 0, seed: 1).floats() == ones.floats())
    #expect(throws: TorchError.self) { try ones.dropout(rate: 1, seed: 1) }
    let half = try ones.converted(to: .bfloat16).dropout(rate: 0.3, seed: 1)
    #expect(try difference(half, dropped) < 0.01)
  }

  @Test("The way back through dropout takes the same places")
  func dropoutGradient() throws {
    let x = try wave([7, 9])
    let found = try gradients(of: [x]) { try x.dropout(rate: 0.5, seed: 3) }
    let expected = try Tensor.ones([7, 9]).dropout(rate: 0.5, seed: 3) * wave([7, 9], phase: 0.7)
    #expect(try difference(found[0], expected) < 1e-6)
  }
}
