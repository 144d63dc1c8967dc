internal import TorchTensor

extension PaddedSequences {
  /// Maximum over `size` frames; a clip's last window counts what it has.
  func maxPooled(size: Int) throws(TorchError) -> PaddedSequences {
    let output = try frames.thinned(by: size)
    guard frames.isRagged else {
      return PaddedSequences(
        try values.maxPooledTimeMajor(size: size), frames: output, paddingIsZero: true)
    }
    // Padding must not win; a finite number, because 0 * infinity would poison later masks.
    let lowest = try values.filled(where: frames.padding(), with: -1e30)
    let pooled = try lowest.maxPooledTimeMajor(size: size)
    return PaddedSequences(
      try pooled.filled(where: output.padding(), with: 0), frames: output, paddingIsZero: true)
  }

  /// Mean over `size` frames; a clip's last window is averaged over what it has.
  func averagePooled(size: Int) throws(TorchError) -> PaddedSequences {
    let output = try frames.thinned(by: size)
    guard frames.isRagged else {
      return PaddedSequences(
        try values.averagePooledTimeMajor(size: size), frames: output, paddingIsZero: true)
    }
    let clean = try cleaned().values
    let shape = clean.shape
    let windows = output.longest
    let sums = try clean.padded(1, after: windows * size - shape[1])
      .reshaped([shape[0], windows, size, shape[2]]).sum(over: 2)
    var scales: [Float] = []
    for count in frames.counts {
      for window in 0..<windows {
        let valid = min(count - window * size, size)
        scales.append(valid > 0 ? 1 / Float(valid) : 0)
      }
    }
    let scale = try Tensor(scales, shape: [shape[0], windows, 1], device: values.device)
      .converted(to: values.elementType ?? .float32)
    return PaddedSequences(try sums * scale, frames: output, paddingIsZero: true)
  }

  /// The last frame of each clip, or of two halves the first one's last and the second one's first: `[batch, channels]`.
  func lastStep(readsBothEnds: Bool) throws(TorchError) -> Tensor {
    let last =
      frames.isRagged
      ? try rows().selected(0, indices: frames.lastRows()) : try values.selected(1, at: -1)
    guard readsBothEnds else { return last }
    let channels = last.shape[1]
    let first = try values.selected(1, at: 0).sliced(1, channels / 2..<channels)
    return try .concatenated([last.sliced(1, 0..<channels / 2), first], dimension: 1)
  }

  /// Equal weights over each clip's own frames: `[batch, frames]`.
  func equalWeights() throws(TorchError) -> Tensor {
    try frames.valid().squeezed(2) * frames.reciprocals()
  }

  /// `softmax(v . tanh(W x + b))` over each clip's own frames: `[batch, frames]`.
  func attentionWeights(weight: Tensor, bias: Tensor, score: Tensor) throws(TorchError) -> Tensor {
    let hidden = try values.linear(weight: weight, bias: bias).tanh()  // [batch, frames, hidden]
    let scores = try hidden.linear(weight: score.unsqueezed(0)).converted(to: .float32)  // [batch, frames, 1]
    guard frames.isRagged else { return try scores.squeezed(2).softmax(dimension: 1) }
    return try scores.filled(where: frames.padding(), with: -.infinity).squeezed(2).softmax(dimension: 1)
  }

  /// Mean over time with `weights [batch, frames]` that add up to 1 and are zero in the padding: `[batch, channels]`.
  func weightedMean(_ weights: Tensor) throws(TorchError) -> Tensor {
    try weights.unsqueezed(1).matmul(values).squeezed(1).converted(to: .float32)
  }

  /// Weighted mean and standard deviation, `sqrt(max(variance, 1e-5))`, one behind the other: `[batch, 2 * channels]`.
  func weightedStatistics(_ weights: Tensor) throws(TorchError) -> Tensor {
    let x = try values.converted(to: .float32)
    let columns = try weights.unsqueezed(2)  // [batch, frames, 1]
    let mean = try (x * columns).sum(over: 1, keeping: true)
    let variance = try ((x - mean).squared() * columns).sum(over: 1)
    return try .concatenated([mean.squeezed(1), variance.maximum(1e-5).squareRoot()], dimension: 1)
  }
}
