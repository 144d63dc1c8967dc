/// Long short-term memory in one or both directions.
struct Recurrence: Operation {
  let hiddenSize: Int
  let inputSize: Int
  let directions: Int
  /// Both directions' input weights beside each other, `[inputs, directions * 4 * hidden]`.
  let inputWeight: AlignedBuffer
  /// Both directions' biases beside each other, `[directions * 4 * hidden]`.
  let bias: AlignedBuffer
  /// For each direction `[hidden, 4 * hidden]`.
  let hiddenWeights: [AlignedBuffer]
  let usesKernels: Bool

  var outputSize: Int { directions * hiddenSize }
  private var gateCount: Int { directions * 4 * hiddenSize }

  func scratchCount(_ frames: Int) -> Int { alignedCount(frames * gateCount) + hiddenSize }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    if usesKernels {
      runInKernels(input, frames: frames, into: output, scratch: scratch)
    } else {
      runPlainly(input, frames: frames, into: output, scratch: scratch)
    }
  }

  /// As `runPlainly`, in registers of sixteen numbers.
  private func runInKernels(
    _ input: UnsafePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch gates: UnsafeMutablePointer<Float>
  ) {
    NetworkKernels.multiplyAdd(
      input, leading: inputSize, inputWeight.pointer, start: bias.pointer, startLeading: 0, into: gates,
      leading: gateCount, rows: frames, inner: inputSize, columns: gateCount)
    for direction in 0..<directions {
      NetworkKernels.recur(
        weight: hiddenWeights[direction].pointer, hiddenSize: hiddenSize,
        gates: gates + direction * 4 * hiddenSize, leading: gateCount,
        cell: gates + alignedCount(frames * gateCount), into: output + direction * hiddenSize,
        leading: outputSize, frames: frames, backwards: direction == 1)
    }
  }

  /// Step by step, as it is written down.
  private func runPlainly(
    _ input: UnsafePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    // What does not depend on the state, for all frames at once: [frames, directions * 4 * hidden].
    let gates = scratch
    for frame in 0..<frames { (gates + frame * gateCount).update(from: bias.pointer, count: gateCount) }
    BLAS.multiplyAdd(
      input, leading: inputSize, inputWeight.pointer, into: gates, rows: frames, inner: inputSize,
      columns: gateCount)
    let cell = scratch + alignedCount(frames * gateCount)
    for direction in 0..<directions {
      cell.update(repeating: 0, count: hiddenSize)
      for step in 0..<frames {
        let frame = direction == 0 ? step : frames - 1 - step
        let row = gates + frame * gateCount + direction * 4 * hiddenSize
        let hidden = output + frame * outputSize + direction * hiddenSize
        if step > 0 {
          let previous = hidden + (direction == 0 ? -outputSize : outputSize)
          BLAS.multiplyAddTransposed(
            hiddenWeights[direction].pointer, rows: hiddenSize, columns: 4 * hiddenSize, previous, into: row)
        }
        Self.advance(cell: cell, gates: row, hidden: hidden, size: hiddenSize)
      }
    }
  }

  /// `c = sigmoid(f) * c + sigmoid(i) * tanh(g)`, `h = sigmoid(o) * tanh(c)`, gates ordered i, f, g, o.
  ///
  /// Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000), in PyTorch's order.
  private static func advance(
    cell: UnsafeMutablePointer<Float>, gates: UnsafePointer<Float>, hidden: UnsafeMutablePointer<Float>,
    size: Int
  ) {
    let (forget, candidate, output) = (gates + size, gates + 2 * size, gates + 3 * size)
    for index in 0..<size {
      let kept = ElementFunctions.sigmoid(forget[index]) * cell[index]
      let value = kept + ElementFunctions.sigmoid(gates[index]) * ElementFunctions.tanh(candidate[index])
      cell[index] = value
      hidden[index] = ElementFunctions.sigmoid(output[index]) * ElementFunctions.tanh(value)
    }
  }
}
