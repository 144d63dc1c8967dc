/// A network as data: what the trainer builds from libtorch and the run-time walks by itself.
///
/// The input is a sequence of shape `[frames, inputSize]`; layers apply in order. Layers before a pooling over
/// time (`lastStep`, `meanPool`, `attentionPool`, `statisticsPool`, `attentionStatisticsPool`) map sequences to
/// sequences; layers after it map vectors to vectors.
public struct NetworkSpec: Codable, Sendable, Hashable {
  /// Values per input frame.
  public var inputSize: Int

  /// Layers in order of application.
  public var layers: [LayerSpec]

  /// Describes a network.
  public init(inputSize: Int, layers: [LayerSpec]) {
    self.inputSize = inputSize
    self.layers = layers
  }

  private enum CodingKeys: String, CodingKey {
    case inputSize = "input_size"
    case layers
  }
}

/// One layer of a ``NetworkSpec``.
///
/// Parameters are named after the layer's place, `layers.3.weight`, and inside a residual block
/// `layers.3.layers.0.weight`; shapes follow PyTorch.
public indirect enum LayerSpec: Sendable, Hashable {
  /// Convolution over time with TensorFlow's "same" zero padding: `ceil(frames / stride)` frames come out, and
  /// of the `padding = max((out - 1) * stride + (kernelSize - 1) * dilation + 1 - frames, 0)` zeros,
  /// `padding / 2` (rounded down) go before the first frame, the rest behind the last.
  /// Parameters: `weight [channels, inputs, kernelSize]`, `bias [channels]` where `bias` is true.
  case conv1d(channels: Int, kernelSize: Int, stride: Int = 1, dilation: Int = 1, bias: Bool = true)
  /// Normalisation of each channel by running statistics, then an affine map.
  /// Parameters: `weight`, `bias`, `running_mean`, `running_var`, each `[channels]`.
  case batchNorm(epsilon: Float = 1e-5, momentum: Float = 0.1)
  /// Normalisation over the channels of each frame, then an affine map. Parameters: `weight`, `bias`.
  case layerNorm(epsilon: Float = 1e-5)
  /// An element-wise function.
  case activation(ActivationSpec)
  /// Maximum over `size` consecutive frames, stride `size`; a last, partial window counts (`ceil(frames / size)` out).
  case maxPool(size: Int)
  /// Mean over `size` consecutive frames, stride `size`; a last, partial window is averaged over what it has.
  case averagePool(size: Int)
  /// `x + f(x)`, before the pooling over time only; where `f` changes the shape, `x` goes through a convolution of kernel size 1 (stride: what `f`
  /// does to time) whose parameters are `projection.weight [channels, inputs, 1]`, `projection.bias`.
  case residual([LayerSpec])
  /// Long short-term memory, gates in PyTorch's order (input, forget, cell, output), one bias per direction.
  /// Parameters: `weight_ih [4 * hidden, inputs]`, `weight_hh [4 * hidden, hidden]`, `bias [4 * hidden]`, and
  /// the same with the suffix `_reverse`; outputs are concatenated, forward first.
  /// `recurrentDropout` zeroes the hidden state that enters the gates, one mask a sequence, in training only.
  case lstm(hiddenSize: Int, bidirectional: Bool = false, recurrentDropout: Float = 0)
  /// The output of the last frame. Behind a two-way LSTM (dropout may stand between): the forward half's last
  /// frame and the backward half's first, see ``ResolvedLayer/readsBothEnds``.
  case lastStep
  /// Mean over time.
  case meanPool
  /// Mean and standard deviation over time, concatenated (`sqrt(max(variance, 1e-5))`, variance over n).
  case statisticsPool
  /// Mean over time weighted by `softmax(v . tanh(W x + b))`. Parameters: `attention.weight [hidden, channels]`,
  /// `attention.bias [hidden]`, `score.weight [hidden]`.
  case attentionPool(hiddenSize: Int)
  /// As `attentionPool`, with the weighted standard deviation concatenated behind the weighted mean.
  case attentionStatisticsPool(hiddenSize: Int)
  /// Affine map, of each frame or of the pooled vector. Parameters: `weight [units, inputs]`, `bias [units]`.
  case dense(units: Int)
  /// Zeroes values in training; nothing at run time.
  case dropout(rate: Float)
  /// Probabilities from logits. Only as the last layer; the loss and the parity test read what enters it.
  case softmax
}

/// An element-wise function.
public enum ActivationSpec: Sendable, Hashable {
  /// `max(x, 0)`.
  case relu
  /// `x` where positive, `slope * x` elsewhere.
  case leakyReLU(slope: Float)
  /// `x * Phi(x)`, the exact form with erf.
  case gelu
  /// `x * sigmoid(x)`.
  case silu
  /// Hyperbolic tangent.
  case tanh
}
