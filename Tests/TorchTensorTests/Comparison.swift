import Testing
import TorchTensor

/// Largest difference of elements, relative to 1 or to the larger one where that is more.
func difference(_ left: Tensor, _ right: Tensor) throws -> Float {
  guard left.shape == right.shape else { return .infinity }
  var worst: Float = 0
  for (a, b) in zip(try left.floats(), try right.floats()) {
    guard a.isFinite, b.isFinite else { return .infinity }
    worst = max(worst, (a - b).magnitude / max(1, a.magnitude, b.magnitude))
  }
  return worst
}

/// Numbers that look random and are the same everywhere.
func wave(_ shape: [Int], phase: Float = 0, scale: Float = 1) throws -> Tensor {
  let count = shape.reduce(1, *)
  var state = UInt32(truncatingIfNeeded: Int(phase * 1000) &+ 12345)
  let values = (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return (Float(state >> 8) / Float(1 << 24) - 0.5) * 2 * scale
  }
  return try Tensor(values, shape: shape)
}

/// The gradients of `inputs` when the weighted sum of what `body` makes is taken back.
func gradients(of inputs: [Tensor], _ body: () throws -> Tensor) throws -> [Tensor] {
  for input in inputs {
    try input.setRequiresGradient(true)
    try input.clearGradient()
  }
  let output = try body().converted(to: .float32)
  try (output * wave(output.shape, phase: 0.7)).sum().backward()
  return try inputs.map { try #require(try $0.gradient()).copy() }
}
