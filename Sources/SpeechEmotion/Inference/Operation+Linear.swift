/// Convolution over time, and affine maps as those of kernel size 1.
///
/// Rows of the input follow each other without gaps, so what an output row is made of is one run of numbers, and the runs of
/// neighbours overlap: the whole layer is one matrix product whose rows are `stride * inputSize` apart. Before and behind the
/// sequence there are zeros, for which its memory has margins. Nothing is copied. Libraries of matrix products refuse rows
/// that overlap; for them, and for dilation, `runByTaps` takes the kernel apart.
struct Convolution: Operation {
  /// `[kernelSize, inputs, outputs]`, in panels where it runs by rows, of pairs of 16 bits where it runs in halves.
  let weight: AlignedBuffer
  /// `[outputs]`.
  let bias: AlignedBuffer
  let inputSize: Int
  let outputSize: Int
  let kernelSize: Int
  let stride: Int
  let dilation: Int
  private let way: Way

  /// How it is computed.
  private enum Way {
    /// Tap after tap, in OpenBLAS.
    case byTaps
    /// As one product, in a kernel.
    case byRows
    /// The same with factors of 16 bits.
    case inHalves
  }

  /// Repacks PyTorch's `[outputs, inputs, kernelSize]`, scaling and shifting each output.
  init(
    weight: [Float], bias: [Float], inputSize: Int, outputSize: Int, kernelSize: Int = 1, stride: Int = 1,
    dilation: Int = 1, scaledBy folded: ChannelAffine? = nil, arithmetic: NetworkArithmetic
  ) {
    self.inputSize = inputSize
    self.outputSize = outputSize
    self.kernelSize = kernelSize
    self.stride = stride
    self.dilation = dilation
    let scale = folded?.scale ?? [Float](repeating: 1, count: outputSize)
    let inner = kernelSize * inputSize
    way =
      arithmetic == .plain || dilation > 1
      ? .byTaps : arithmetic == .bfloat16 && inner.isMultiple(of: 2) ? .inHalves : .byRows
    let isHalved = way == .inHalves
    let panelWidth = way == .byRows ? NetworkKernels.panelWidth : outputSize
    // Turned from `[outputs, inputs, kernelSize]` into panels of `[kernelSize, inputs, their columns]`, or rows for those of pairs.
    let turned = AlignedBuffer(count: weight.count) { turned in
      weight.withUnsafeBufferPointer { weight in
        guard let start = weight.baseAddress else { return }
        for output in 0..<outputSize {
          let first = isHalved ? output : output - output % panelWidth
          let width = isHalved ? 1 : min(panelWidth, outputSize - first)
          Self.turn(
            start + output * inner, inputs: inputSize, taps: kernelSize, times: scale[output],
            to: turned + first * inner + output - first, step: width)
        }
      }
    }
    self.weight =
      isHalved
      ? AlignedBuffer(
        pairing: turned.pointer, outputs: outputSize, inner: inner, panelWidth: NetworkKernels.panelWidth)
      : turned
    self.bias = AlignedBuffer(bias.indices.map { bias[$0] * scale[$0] + (folded?.shift[$0] ?? 0) })
  }

  func outputFrames(_ frames: Int) -> Int { (frames + stride - 1) / stride }

  var margin: Int { way == .byRows ? (kernelSize - 1) * inputSize : 0 }

  func scratchCount(_ frames: Int) -> Int {
    // Two to a number of 32 bits; at most so many frames of zeros around.
    way == .inHalves ? ((frames + kernelSize + stride) * inputSize + 1) / 2 : 0
  }

  /// Writes one output's weights `[inputs, taps]` as `[taps, inputs]`, times a factor and `step` numbers apart. A model's start waits for
  /// this, so the loop inside does nothing else.
  private static func turn(
    _ weights: UnsafePointer<Float>, inputs: Int, taps: Int, times factor: Float,
    to target: UnsafeMutablePointer<Float>, step: Int
  ) {
    var place = target
    for tap in 0..<taps {
      var source = weights + tap
      for _ in 0..<inputs {
        place.pointee = source.pointee * factor
        place += step
        source += taps
      }
    }
  }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    switch way {
    case .byTaps: runByTaps(input, frames: frames, into: output)
    case .byRows: runByRows(input, frames: frames, into: output)
    case .inHalves: runInHalves(input, frames: frames, into: output, scratch: scratch)
    }
  }

  /// Zeros that stand before the first frame.
  private func leadingPadding(_ frames: Int) -> Int {
    max((outputFrames(frames) - 1) * stride + (kernelSize - 1) * dilation + 1 - frames, 0) / 2
  }

  /// Zeros that stand behind the last frame.
  private func trailingPadding(_ frames: Int) -> Int {
    max((outputFrames(frames) - 1) * stride + kernelSize - leadingPadding(frames) - frames, 0)
  }

  /// As `runByRows`, on a copy of the input that is rounded to 16 bits, in `scratch`.
  private func runInHalves(
    _ input: UnsafePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let halves = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: UInt16.self)
    let leading = leadingPadding(frames) * inputSize
    halves.update(repeating: 0, count: leading)
    NetworkKernels.round(input, count: frames * inputSize, into: halves + leading)
    (halves + leading + frames * inputSize).update(repeating: 0, count: trailingPadding(frames) * inputSize)
    NetworkKernels.multiplyAdd(
      halves, leading: stride * inputSize, weight.halves, start: bias.pointer, into: output,
      leading: outputSize, rows: outputFrames(frames), inner: kernelSize * inputSize, columns: outputSize)
  }

  /// The layer as one product, between rows of zeros.
  private func runByRows(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let outputFrames = outputFrames(frames)
    let leading = leadingPadding(frames)
    let trailing = trailingPadding(frames)
    (input - leading * inputSize).update(repeating: 0, count: leading * inputSize)
    (input + frames * inputSize).update(repeating: 0, count: trailing * inputSize)
    NetworkKernels.multiplyAdd(
      input - leading * inputSize, leading: stride * inputSize, weight.pointer, start: bias.pointer,
      startLeading: 0, into: output, leading: outputSize, rows: outputFrames, inner: kernelSize * inputSize,
      columns: outputSize)
  }

  /// A tap of the kernel is a matrix product over shifted rows: `output[t] += input[t * stride + shift] * W[tap]`.
  private func runByTaps(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let outputFrames = outputFrames(frames)
    for frame in 0..<outputFrames {
      (output + frame * outputSize).update(from: bias.pointer, count: outputSize)
    }
    let leading = leadingPadding(frames)
    for tap in 0..<kernelSize {
      let shift = tap * dilation - leading
      // The output frames whose input row, t * stride + shift, is within the sequence.
      let first = shift >= 0 ? 0 : (-shift + stride - 1) / stride
      let end = shift >= frames ? 0 : min(outputFrames, (frames - 1 - shift) / stride + 1)
      guard first < end else { continue }
      BLAS.multiplyAdd(
        input + (first * stride + shift) * inputSize, leading: stride * inputSize,
        weight.pointer + tap * inputSize * outputSize, into: output + first * outputSize,
        rows: end - first, inner: inputSize, columns: outputSize)
    }
  }
}

/// A factor and an offset for each channel: what batch normalisation comes down to after training.
struct ChannelAffine: Operation {
  let scale: [Float]
  let shift: [Float]

  var outputSize: Int { scale.count }
  var worksInPlace: Bool { true }

  /// `(x - mean) / sqrt(variance + epsilon) * weight + bias`.
  init(weight: [Float], bias: [Float], mean: [Float], variance: [Float], epsilon: Float) {
    scale = weight.indices.map { weight[$0] / (variance[$0] + epsilon).squareRoot() }
    shift = [Float](unsafeUninitializedCapacity: weight.count) { [scale] shift, count in
      for index in weight.indices {
        shift.initializeElement(at: index, to: bias[index] - mean[index] * scale[index])
      }
      count = weight.count
    }
  }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    scale.withUnsafeBufferPointer { scale in
      shift.withUnsafeBufferPointer { shift in
        for frame in 0..<frames {
          let row = output + frame * scale.count
          for channel in 0..<scale.count { row[channel] = row[channel] * scale[channel] + shift[channel] }
        }
      }
    }
  }
}

/// `x + f(x)`, in place.
struct IdentityResidual: Operation {
  let inner: Pipeline

  var outputSize: Int { inner.outputSize }
  var worksInPlace: Bool { true }
  var margin: Int { inner.margin }
  func scratchCount(_ frames: Int) -> Int { inner.memoryCount(frames) }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let change = inner.run(input, frames: frames, memory: scratch)
    for index in 0..<frames * outputSize { output[index] += change[index] }
  }
}

/// `projection(x) + f(x)`.
struct ProjectedResidual: Operation {
  let inner: Pipeline
  let projection: Convolution

  var outputSize: Int { projection.outputSize }
  var margin: Int { max(inner.margin, projection.margin) }
  func outputFrames(_ frames: Int) -> Int { projection.outputFrames(frames) }
  func scratchCount(_ frames: Int) -> Int {
    max(inner.memoryCount(frames), projection.scratchCount(frames))
  }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    projection.run(input, frames: frames, into: output, scratch: scratch)
    let change = inner.run(input, frames: frames, memory: scratch)
    for index in 0..<outputFrames(frames) * outputSize { output[index] += change[index] }
  }
}
