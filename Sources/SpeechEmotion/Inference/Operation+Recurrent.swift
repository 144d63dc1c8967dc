/// Long short-term memory in one or both directions.
struct Recurrence: Operation {
  let hiddenSize: Int
  let directions: Int
  /// What does not depend on the state, both directions beside each other: from `[inputs]` to `[directions * 4 * hidden]`.
  let inputGates: Convolution
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
    inputGates.run(input, frames: frames, into: scratch, scratch: scratch)
    if usesKernels {
      runInKernels(gates: scratch, frames: frames, into: output)
    } else {
      runPlainly(gates: scratch, frames: frames, into: output)
    }
  }

  /// As `runPlainly`, in registers of sixteen numbers.
  private func runInKernels(
    gates: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>
  ) {
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
    gates: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let cell = gates + alignedCount(frames * gateCount)
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
