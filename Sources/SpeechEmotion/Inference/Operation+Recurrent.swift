/// Long short-term memory in one or both directions.
struct Recurrence: Operation {
  let hiddenSize: Int
  let directions: Int
  /// What does not depend on the state, both directions beside each other: from `[inputs]` to `[directions * 4 * hidden]`.
  let inputGates: Convolution
  /// For each direction `[hidden, 4 * hidden]`.
  let hiddenWeights: [AlignedBuffer]
  let arithmetic: NetworkArithmetic

  var outputSize: Int { directions * hiddenSize }
  private var gateCount: Int { directions * 4 * hiddenSize }

  func scratchCount(_ frames: Int) -> Int {
    placeOfRest(frames) + max(inputGates.scratchCount(frames), hiddenSize)
  }

  /// Scratch memory holds the gates, the cell, and then what the input's product or the state's needs.
  private func placeOfRest(_ frames: Int) -> Int {
    alignedCount(frames * gateCount) + alignedCount(hiddenSize)
  }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let rest = scratch + placeOfRest(frames)
    inputGates.run(input, frames: frames, into: scratch, scratch: rest)
    if arithmetic == .plain {
      runPlainly(gates: scratch, frames: frames, into: output)
    } else {
      runInKernels(gates: scratch, frames: frames, into: output, rest: rest)
    }
  }

  /// As `runPlainly`, in registers of sixteen numbers.
  private func runInKernels(
    gates: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    rest: UnsafeMutablePointer<Float>
  ) {
    let cell = gates + alignedCount(frames * gateCount)
    for direction in 0..<directions {
      let (weight, gates) = (hiddenWeights[direction], gates + direction * 4 * hiddenSize)
      let target = output + direction * hiddenSize
      if arithmetic == .bfloat16 {
        NetworkKernels.recur(
          weight: weight.halves, hiddenSize: hiddenSize, gates: gates, leading: gateCount, cell: cell,
          room: UnsafeMutableRawPointer(rest).assumingMemoryBound(to: UInt16.self), into: target,
          leading: outputSize, frames: frames, backwards: direction == 1)
      } else {
        NetworkKernels.recur(
          weight: weight.pointer, hiddenSize: hiddenSize, gates: gates, leading: gateCount, cell: cell,
          into: target, leading: outputSize, frames: frames, backwards: direction == 1)
      }
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
