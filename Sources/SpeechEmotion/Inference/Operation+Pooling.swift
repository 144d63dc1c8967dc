/// Maximum or mean over consecutive frames; the last window may be shorter.
struct WindowPooling: Operation {
  enum Kind { case maximum, average }

  let kind: Kind
  let size: Int
  let outputSize: Int

  func outputFrames(_ frames: Int) -> Int { (frames + size - 1) / size }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    for window in 0..<outputFrames(frames) {
      let pooled = output + window * outputSize
      let first = window * size
      let end = min(first + size, frames)
      pooled.update(from: input + first * outputSize, count: outputSize)
      for frame in first + 1..<max(end, first + 1) {
        let row = input + frame * outputSize
        switch kind {
        case .maximum:
          for channel in 0..<outputSize {
            pooled[channel] = row[channel] > pooled[channel] ? row[channel] : pooled[channel]
          }
        case .average:
          for channel in 0..<outputSize { pooled[channel] += row[channel] }
        }
      }
      guard kind == .average else { continue }
      let scale = 1 / Float(end - first)
      for channel in 0..<outputSize { pooled[channel] *= scale }
    }
  }
}

/// One frame's values, or two halves from both ends.
struct LastStep: Operation {
  let outputSize: Int
  let readsBothEnds: Bool

  func outputFrames(_ frames: Int) -> Int { 1 }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    output.update(from: input + (frames - 1) * outputSize, count: outputSize)
    guard readsBothEnds else { return }
    let half = outputSize / 2
    (output + half).update(from: input + half, count: half)
  }
}

/// Weighted mean over time, and optionally the weighted standard deviation behind it.
///
/// Weights are equal, or `softmax(v . tanh(W x + b))` over the frames (Okabe, Koshinaka and Shinoda, Attentive
/// statistics pooling for deep speaker embedding, 2018).
struct TimePooling: Operation {
  struct Attention {
    /// Affine map of each frame into `hiddenSize` values.
    let map: Convolution
    /// `[hidden]`.
    let score: AlignedBuffer
  }

  let inputSize: Int
  let attention: Attention?
  let withDeviation: Bool

  var outputSize: Int { withDeviation ? 2 * inputSize : inputSize }
  func outputFrames(_ frames: Int) -> Int { 1 }
  func scratchCount(_ frames: Int) -> Int {
    guard let map = attention?.map else { return alignedCount(frames) }
    return alignedCount(frames) + alignedCount(frames * map.outputSize) + map.scratchCount(frames)
  }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let weights = scratch  // [frames]
    if let attention {
      let hidden = scratch + alignedCount(frames)  // [frames, hidden]
      let size = attention.map.outputSize
      attention.map.run(
        input, frames: frames, into: hidden, scratch: hidden + alignedCount(frames * size))
      ElementFunctions.apply(.tanh, to: hidden, count: frames * size)
      for frame in 0..<frames {
        var sum: Float = 0
        for unit in 0..<size { sum += hidden[frame * size + unit] * attention.score.pointer[unit] }
        weights[frame] = sum
      }
      ElementFunctions.softmax(weights, count: frames)
    } else {
      weights.update(repeating: 1 / Float(frames), count: frames)
    }
    let mean = output
    mean.update(repeating: 0, count: inputSize)
    for frame in 0..<frames {
      let (row, weight) = (input + frame * inputSize, weights[frame])
      for channel in 0..<inputSize { mean[channel] += weight * row[channel] }
    }
    guard withDeviation else { return }
    let deviation = output + inputSize
    deviation.update(repeating: 0, count: inputSize)
    for frame in 0..<frames {
      let (row, weight) = (input + frame * inputSize, weights[frame])
      for channel in 0..<inputSize {
        let distance = row[channel] - mean[channel]
        deviation[channel] += weight * distance * distance
      }
    }
    for channel in 0..<inputSize { deviation[channel] = max(deviation[channel], 1e-5).squareRoot() }
  }
}
