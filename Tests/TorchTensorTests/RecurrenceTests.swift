import Testing
import TorchTensor

@Suite struct RecurrenceTests {
  private func parameters(inputs: Int, hidden: Int, phase: Float) throws -> LSTMParameters {
    LSTMParameters(
      inputWeight: try wave([4 * hidden, inputs], phase: phase),
      hiddenWeight: try wave([4 * hidden, hidden], phase: phase + 1),
      bias: try wave([4 * hidden], phase: phase + 2))
  }

  /// The textbook's recurrence, one small operation after the other.
  private func textbook(_ x: Tensor, _ p: LSTMParameters, mask: Tensor) throws -> Tensor {
    let hidden = p.hiddenWeight.shape[1]
    var h = try Tensor.zeros([x.shape[0], hidden])
    var c = h
    var states: [Tensor] = []
    for t in 0..<x.shape[1] {
      let gates =
        try x.selected(1, at: t).linear(weight: p.inputWeight, bias: p.bias)
        + (h * mask).linear(weight: p.hiddenWeight)
      let parts = try (0..<4).map { try gates.sliced(1, $0 * hidden..<($0 + 1) * hidden) }
      c = try parts[1].sigmoid() * c + parts[0].sigmoid() * parts[2].tanh()
      h = try parts[3].sigmoid() * c.tanh()
      states.append(h)
    }
    return try .stacked(states, dimension: 1)
  }

  @Test(
    "The LSTM and the one with a state mask are the textbook's, gradients included", arguments: [false, true])
  func textbook(masked: Bool) throws {
    let x = try wave([3, 6, 4])
    let p = try parameters(inputs: 4, hidden: 5, phase: 1)
    let mask = masked ? try Tensor.ones([3, 5]).dropout(rate: 0.4, seed: 2) : try Tensor.ones([3, 5])
    let inputs = [x, p.inputWeight, p.hiddenWeight, p.bias]
    let expected = try textbook(x, p, mask: mask)
    let wanted = try gradients(of: inputs) { try textbook(x, p, mask: mask) }
    let found = try gradients(of: inputs) {
      let y = try x.lstm(p, stateMask: mask)
      #expect(try difference(y, expected) < 1e-5)
      return y
    }
    for (left, right) in zip(wanted, found) { #expect(try difference(left, right) < 1e-5) }
    guard !masked else { return }
    let library = try gradients(of: inputs) {
      let y = try x.lstm(p)
      #expect(try difference(y, expected) < 1e-5)
      return y
    }
    for (left, right) in zip(wanted, library) { #expect(try difference(left, right) < 1e-5) }
  }

  @Test("A two-way LSTM is one forward and one over reversed frames")
  func twoWay() throws {
    let x = try wave([3, 6, 4])
    let forward = try parameters(inputs: 4, hidden: 5, phase: 1)
    let backward = try parameters(inputs: 4, hidden: 5, phase: 9)
    let both = try x.lstm(forward, reverse: backward)
    let reversed = try x.flipped(1).lstm(backward).flipped(1)
    let expected = try Tensor.concatenated([x.lstm(forward), reversed], dimension: 2)
    #expect(try difference(both, expected) < 1e-5)
  }

  @Test("Frames are reversed within each clip, twice is nothing, and so is the way back")
  func reversal() throws {
    let x = try Tensor((0..<12).map { Float($0) }, shape: [2, 3, 2])
    let lengths = try Tensor([3, 2])
    #expect(try x.reversedFrames(lengths: lengths).floats() == [4, 5, 2, 3, 0, 1, 8, 9, 6, 7, 10, 11])
    #expect(try x.reversedFrames(lengths: lengths).reversedFrames(lengths: lengths).floats() == x.floats())
    let found = try gradients(of: [x]) { try x.reversedFrames(lengths: lengths) }
    #expect(try difference(found[0], wave([2, 3, 2], phase: 0.7).reversedFrames(lengths: lengths)) == 0)
    #expect(throws: TorchError.self) { try x.reversedFrames(lengths: Tensor([3])) }
    #expect(throws: TorchError.self) { try x.reversedFrames(lengths: Tensor([3, 4])) }
  }
}
