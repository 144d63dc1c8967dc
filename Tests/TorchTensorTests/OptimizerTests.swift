import Foundation
import Testing
import TorchTensor

@Suite struct OptimizerTests {
  private let start: [Float] = [1, -2, 3]
  private let gradients: [[Float]] = [[0.5, -1, 2], [0.1, 0.3, -0.2], [-2, 1, 0]]

  /// Parameters after steps with given gradients.
  private func run(_ make: ([OptimizedParameter]) throws -> any Optimizer, decays: Bool = true) throws
    -> [Float]
  {
    let tensor = try Tensor(start).requiringGradient()
    let optimizer = try make([OptimizedParameter(name: "w", tensor: tensor, decays: decays)])
    for gradient in gradients {
      try optimizer.clearGradients()
      try (tensor * Tensor(gradient)).sum().backward()
      try optimizer.step()
    }
    #expect(optimizer.stepCount == 3)
    return try tensor.floats()
  }

  /// The same by a rule for one number, in double precision.
  private func expected(_ rule: (inout Double, Double, Int) -> Void) -> [Float] {
    start.indices.map { index in
      var value = Double(start[index])
      for (step, gradient) in gradients.enumerated() { rule(&value, Double(gradient[index]), step) }
      return Float(value)
    }
  }

  private func close(_ left: [Float], _ right: [Float]) -> Bool {
    zip(left, right).allSatisfy { abs($0 - $1) < 2e-6 }
  }

  @Test("AdamW takes the paper's steps")
  func adamW() throws {
    for decay in [0, 0.1] {
      let found = try run { try AdamW($0, learningRate: 0.1, weightDecay: decay) }
      var m = 0.0
      var v = 0.0
      let wanted = expected { value, gradient, step in
        if step == 0 { (m, v) = (0, 0) }
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient * gradient
        let t = Double(step + 1)
        value -= 0.1 * decay * value
        value -= 0.1 * (m / (1 - pow(0.9, t))) / ((v / (1 - pow(0.999, t))).squareRoot() + 1e-8)
      }
      #expect(close(found, wanted))
    }
    let exempt = try run({ try AdamW($0, learningRate: 0.1, weightDecay: 0.5) }, decays: false)
    #expect(try exempt == run { try AdamW($0, learningRate: 0.1, weightDecay: 0) })
  }

  @Test("RMSprop takes its steps")
  func rmsProp() throws {
    let found = try run { try RMSprop($0, learningRate: 0.01, smoothing: 0.9, weightDecay: 0.1) }
    var v = 0.0
    let wanted = expected { value, gradient, step in
      if step == 0 { v = 0 }
      let gradient = gradient + 0.1 * value
      v = 0.9 * v + 0.1 * gradient * gradient
      value -= 0.01 * gradient / (v + 1e-7).squareRoot()
    }
    #expect(close(found, wanted))
  }

  @Test("Gradient descent takes its steps, with and without momentum", arguments: [0, 0.9], [false, true])
  func sgd(momentum: Double, nesterov: Bool) throws {
    let found = try run { try SGD($0, learningRate: 0.1, momentum: momentum, nesterov: nesterov) }
    var buffer = 0.0
    let wanted = expected { value, gradient, step in
      if step == 0 { buffer = 0 }
      buffer = momentum * buffer + gradient
      value -= 0.1 * (nesterov ? gradient + momentum * buffer : buffer)
    }
    #expect(close(found, wanted))
  }

  @Test("Gradients are scaled together to a norm, and only down")
  func clipping() throws {
    let a = try Tensor([3] as [Float]).requiringGradient()
    let b = try Tensor([1] as [Float]).requiringGradient()
    let optimizer = try SGD(
      [.init(name: "a", tensor: a), .init(name: "b", tensor: b)], learningRate: 1)
    #expect(try optimizer.clipGradients(norm: 1) == 0)
    try (a * 3 + b * 4).sum().backward()
    #expect(abs(try optimizer.clipGradients(norm: 10) - 5) < 1e-6)
    #expect(try a.gradient()?.scalar() == 3)
    #expect(abs(try optimizer.clipGradients(norm: 1) - 5) < 1e-6)
    #expect(abs(try (a.gradient()?.scalar() ?? 0) - 0.6) < 1e-5)
    #expect(abs(try (b.gradient()?.scalar() ?? 0) - 0.8) < 1e-5)
    try (a / 0).sum().backward()
    #expect(try !optimizer.clipGradients(norm: 1).isFinite)
  }

  @Test("A saved and restored state continues bit for bit", arguments: ["adamw", "rmsprop", "sgd"])
  func restored(kind: String) throws {
    func make(_ tensor: Tensor) throws -> any Optimizer {
      let parameters = [OptimizedParameter(name: "w", tensor: tensor)]
      return switch kind {
      case "adamw": try AdamW(parameters, learningRate: 0.01)
      case "rmsprop": try RMSprop(parameters, learningRate: 0.01)
      default: try SGD(parameters, learningRate: 0.01, momentum: 0.9)
      }
    }
    func step(_ tensor: Tensor, _ optimizer: any Optimizer, _ phase: Float) throws {
      try optimizer.clearGradients()
      try (tensor * wave([20], phase: phase)).squared().sum().backward()
      try optimizer.step()
    }
    let whole = try wave([20]).requiringGradient()
    let optimizer = try make(whole)
    for index in 0..<3 { try step(whole, optimizer, Float(index)) }
    let resumed = try whole.detached().copy().requiringGradient()
    let other = try make(resumed)
    try other.restore(optimizer.exportedState(), stepCount: optimizer.stepCount)
    for index in 3..<6 {
      try step(whole, optimizer, Float(index))
      try step(resumed, other, Float(index))
    }
    #expect(try whole.floats() == resumed.floats())
  }

  @Test("A state of another network is refused")
  func refused() throws {
    let tensor = try wave([4]).requiringGradient()
    let optimizer = try RMSprop([.init(name: "w", tensor: tensor)])
    #expect(throws: OptimizerStateError.missing(name: "square.w")) {
      try optimizer.restore([:], stepCount: 1)
    }
    #expect(throws: OptimizerStateError.wrongShape(name: "square.w", found: [2], expected: [4])) {
      try optimizer.restore(["square.w": (shape: [2], values: [0, 0])], stepCount: 1)
    }
    #expect(optimizer.stepCount == 0)
  }

  @Test("A moving average follows, and changes places with the parameters")
  func movingAverage() throws {
    let parameter = try Tensor([0, 10] as [Float]).requiringGradient()
    let average = try ExponentialMovingAverage([parameter], decay: 0.9)
    try parameter.copyInPlace([10, 10])
    try average.update()
    #expect(try average.averages[0].floats() == [1, 10])
    try average.exchange()
    #expect(try parameter.floats() == [1, 10])
    try average.exchange()
    #expect(try parameter.floats() == [10, 10])
  }
}
