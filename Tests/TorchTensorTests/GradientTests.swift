import Testing
import TorchTensor

@Suite struct GradientTests {
  @Test("Derivatives reach the parameters, add up, and can be forgotten")
  func backward() throws {
    let x = try Tensor([1, 2, 3] as [Float]).requiringGradient()
    #expect(x.requiresGradient)
    #expect(try x.gradient() == nil)
    try x.squared().sum().backward()
    #expect(try x.gradient()?.floats() == [2, 4, 6])
    try x.squared().sum().backward()
    #expect(try x.gradient()?.floats() == [4, 8, 12])
    try x.clearGradient()
    #expect(try x.gradient() == nil)
    #expect(try !x.detached().requiresGradient)
  }

  @Test("Nothing is recorded where gradients are off, and recording comes back, also after an error")
  func withoutRecording() throws {
    let x = try Tensor([1, 2] as [Float]).requiringGradient()
    #expect(try !withoutGradients { try x * 2 }.requiresGradient)
    #expect(throws: TorchError.self) { try withoutGradients { try x.reshaped([3]) } }
    #expect(try (x * 2).requiresGradient)
  }

  @Test("Autocast computes products in half precision inside its block only, from the weights as they are")
  func autocast() throws {
    let x = try wave([4, 8])
    let weight = try wave([3, 8], phase: 1).requiringGradient()
    #expect(try x.linear(weight: weight).elementType == .float32)
    let first = try Autocast.bfloat16 { try x.linear(weight: weight) }
    #expect(first.elementType == .bfloat16)
    #expect(try difference(first, x.linear(weight: weight)) < 0.05)
    #expect(try x.linear(weight: weight).elementType == .float32)
    #expect(try Autocast.bfloat16(enabled: false) { try x.linear(weight: weight) }.elementType == .float32)
    // The copy of the weight in half precision must not outlive the block.
    try weight.fillInPlace(0)
    #expect(try Autocast.bfloat16 { try x.linear(weight: weight) }.magnitude().max().scalar() == 0)
  }

  @Test("Cross entropy of class numbers, probabilities, weights and smoothing is what its formula says")
  func crossEntropy() throws {
    let logits = try Tensor([1, 2, 0.5, -1, 0, 3] as [Float], shape: [2, 3])
    let logs = try logits.logSoftmax().floats()
    let expected = -(logs[1] + logs[5]) / 2
    let classes = try Tensor([1, 2])
    #expect(abs(try logits.crossEntropy(classes).scalar() - expected) < 1e-6)
    let oneHot = try classes.oneHot(classes: 3)
    #expect(abs(try logits.crossEntropy(oneHot).scalar() - expected) < 1e-6)
    let even = -logs.reduce(0, +) / 6
    #expect(
      abs(try logits.crossEntropy(classes, smoothing: 0.1).scalar() - (0.9 * expected + 0.1 * even)) < 1e-6)
    let weights = try Tensor([1, 2, 4] as [Float])
    let weighted = -(2 * logs[1] + 4 * logs[5]) / 6
    #expect(abs(try logits.crossEntropy(classes, classWeights: weights).scalar() - weighted) < 1e-6)
    #expect(try logits.crossEntropy(classes, reduction: .none).shape == [2])
    #expect(abs(try logits.crossEntropy(classes, reduction: .sum).scalar() - 2 * expected) < 1e-6)
  }
}
