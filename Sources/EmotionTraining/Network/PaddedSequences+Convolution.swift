internal import TorchTensor

extension PaddedSequences {
  /// Convolution with TensorFlow's "same" padding, which depends on each clip's own length where `stride` is not 1.
  func convolved(
    weight: Tensor, bias: Tensor?, stride: Int = 1, dilation: Int = 1
  ) throws(TorchError) -> PaddedSequences {
    let reach = (weight.shape[2] - 1) * dilation + 1
    let output = try frames.thinned(by: stride)
    let before = zip(frames.counts, output.counts).map { count, outputCount in
      max((outputCount - 1) * stride + reach - count, 0) / 2
    }
    // Frames that the longest clip's last output looks at, zeros included.
    let needed = (output.longest - 1) * stride + reach
    var input = reach > 1 ? try cleaned() : self
    var (front, back) = (before[0], max(needed - before[0] - frames.longest, 0))
    if before.contains(where: { $0 != front }) {
      input.values = try input.shifted(by: before, length: needed)
      (front, back) = (0, 0)
    }
    let values = try input.values.conv1dTimeMajor(
      weight: weight, bias: bias, stride: stride, before: front, after: back, dilation: dilation)
    return PaddedSequences(values, frames: output, paddingIsZero: false)
  }

  /// Each clip behind zeros of its own number, all cut or filled with zeros to `length` frames.
  private func shifted(by before: [Int], length: Int) throws(TorchError) -> Tensor {
    let shape = values.shape
    // One more frame of zeros, for every place outside the clip.
    let source = try values.padded(1, after: 1).reshaped([-1, shape[2]])
    var rows: [Int] = []
    rows.reserveCapacity(shape[0] * length)
    for clip in 0..<shape[0] {
      let start = clip * (shape[1] + 1)
      for place in 0..<length {
        let frame = place - before[clip]
        rows.append(start + (frame >= 0 && frame < frames.counts[clip] ? frame : shape[1]))
      }
    }
    return try source.selected(0, indices: Tensor(rows, device: values.device))
      .reshaped([shape[0], length, shape[2]])
  }
}
