internal import CTorch

extension Tensor {
  /// An affine map of the last dimension: `x W^T + b`.
  ///
  /// This tensor is `[..., inputs]`, `weight [units, inputs]`, `bias [units]`; the result `[..., units]`.
  public func linear(weight: Tensor, bias: Tensor? = nil) throws(TorchError) -> Tensor {
    try .result(of: "a dense layer", self, weight, bias) { ct_linear(raw, weight.raw, bias.raw, $0) }
  }

  /// Convolution over the last dimension, as PyTorch's `conv1d`.
  ///
  /// This tensor is `[batch, inputs, frames]`, `weight [channels, inputs, kernel]`, `bias [channels]`.
  public func conv1d(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1
  ) throws(TorchError) -> Tensor {
    try .result(of: "conv1d", self, weight, bias) {
      ct_conv1d(raw, weight.raw, bias.raw, Int64(stride), Int64(padding), Int64(dilation), $0)
    }
  }

  /// Convolution over time of `[batch, frames, inputs]`, with zeros before and after; the result is time-major too.
  public func conv1dTimeMajor(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, before: Int = 0, after: Int = 0, dilation: Int = 1
  ) throws(TorchError) -> Tensor {
    try .result(of: "conv1d", self, weight, bias) {
      ct_conv1d_time_major(
        raw, weight.raw, bias.raw, Int64(stride), Int64(before), Int64(after), Int64(dilation), $0)
    }
  }

  /// Batch normalisation of `[batch, channels]` or `[batch, channels, frames]`.
  ///
  /// In training the batch's own statistics are used, and the running ones move toward them in place.
  public func batchNorm(_ parameters: BatchNormParameters, training: Bool) throws(TorchError) -> Tensor {
    let p = parameters
    return try .result(of: "batch normalisation", self, p.weight, p.bias, p.runningMean, p.runningVariance) {
      ct_batch_norm(
        raw, p.weight.raw, p.bias.raw, p.runningMean.raw, p.runningVariance.raw, training, p.momentum,
        p.epsilon, $0)
    }
  }

  /// Batch normalisation of padded clips, `[batch, frames, channels]`: padding neither counts nor stays.
  ///
  /// `lengths` (64-bit integers on the processor, `[batch]`) tells how many frames of each clip are valid; the result
  /// is zero behind them. `negativeSlope` multiplies what comes out negative: 1 leaves it, 0 makes a ReLU.
  public func batchNormTimeMajor(
    _ parameters: BatchNormParameters, lengths: Tensor, training: Bool, negativeSlope: Double = 1
  ) throws(TorchError) -> Tensor {
    let p = parameters
    return try .result(
      of: "batch normalisation", self, lengths, p.weight, p.bias, p.runningMean, p.runningVariance
    ) {
      ct_batch_norm_time_major(
        raw, lengths.raw, p.weight.raw, p.bias.raw, p.runningMean.raw, p.runningVariance.raw, training,
        p.momentum, p.epsilon, negativeSlope, $0)
    }
  }

  /// Normalisation over the last dimension, then an affine map of it.
  public func layerNorm(weight: Tensor, bias: Tensor, epsilon: Double = 1e-5) throws(TorchError) -> Tensor {
    try .result(of: "layer normalisation", self, weight, bias) {
      ct_layer_norm(raw, weight.raw, bias.raw, epsilon, $0)
    }
  }

  /// Zeroes elements at `rate`, below 1, and scales the others up so that the mean stays.
  ///
  /// Which elements follows from `seed` and their place alone, not from the number of threads or what was drawn before.
  public func dropout(rate: Double, seed: UInt64) throws(TorchError) -> Tensor {
    try .result(of: "dropout", self) { ct_dropout(raw, rate, seed, $0) }
  }

  /// The mean over the batch of the cross entropy between targets and the softmax of these logits `[batch, classes]`.
  ///
  /// `target` holds class numbers `[batch]` or probabilities `[batch, classes]`; `classWeights` is `[classes]`;
  /// `smoothing` moves that part of each target evenly to all classes. As PyTorch's: with class numbers and class
  /// weights the mean is weighted; with probabilities it is divided by the number of rows.
  public func crossEntropy(
    _ target: Tensor, classWeights: Tensor? = nil, smoothing: Double = 0, reduction: Reduction = .mean
  ) throws(TorchError) -> Tensor {
    try .result(of: "cross entropy", self, target, classWeights) {
      ct_cross_entropy(raw, target.raw, classWeights.raw, reduction.rawValue, smoothing, $0)
    }
  }

  /// What a loss does with the values of a batch.
  public enum Reduction: Int32, Sendable {
    /// Leaves one per row.
    case none = 0
    /// Their mean.
    case mean = 1
    /// Their sum.
    case sum = 2
  }
}

/// What batch normalisation needs besides its input; each tensor is `[channels]`.
public struct BatchNormParameters {
  /// Factor.
  public var weight: Tensor
  /// Offset.
  public var bias: Tensor
  /// Mean of what has been seen, updated in place in training.
  public var runningMean: Tensor
  /// Unbiased variance of what has been seen, updated in place in training.
  public var runningVariance: Tensor
  /// How far the running statistics move to those of a batch, within 0...1.
  public var momentum: Double
  /// Added to variances, so that silence does not divide by zero.
  public var epsilon: Double

  /// Puts parameters together.
  public init(
    weight: Tensor, bias: Tensor, runningMean: Tensor, runningVariance: Tensor, momentum: Double = 0.1,
    epsilon: Double = 1e-5
  ) {
    self.weight = weight
    self.bias = bias
    self.runningMean = runningMean
    self.runningVariance = runningVariance
    self.momentum = momentum
    self.epsilon = epsilon
  }
}
