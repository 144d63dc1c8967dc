/// Name and shape of one array of numbers that a network needs.
public struct ParameterShape: Sendable, Hashable {
  /// Place and role, as `layers.3.weight`.
  public let name: String

  /// Sizes, outermost first, as PyTorch orders them.
  public let shape: [Int]

  /// Whether training changes it by gradients; running statistics are not trainable.
  public let isTrainable: Bool

  /// How many numbers it holds.
  public var count: Int { shape.reduce(1, *) }

  /// Describes a parameter.
  public init(name: String, shape: [Int], isTrainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.isTrainable = isTrainable
  }
}

/// A layer together with what follows from its place: sizes, names of its parameters.
///
/// Both the trainer and the run-time build from these, so that neither works them out by itself.
public struct ResolvedLayer: Sendable, Hashable {
  /// Place in the network, as `layers.3` or `layers.3.layers.0`.
  public let path: String

  /// The layer as written.
  public let spec: LayerSpec

  /// Values per frame (or of the vector) that enter.
  public let inputSize: Int

  /// Values per frame (or of the vector) that leave.
  public let outputSize: Int

  /// Whether a sequence enters; behind the pooling over time it is a vector.
  public let readsSequence: Bool

  /// By how much the layer thins out frames: `ceil(frames / timeStride)` leave.
  public let timeStride: Int

  /// Of a last step: whether it takes the first frame for the second half of the values, because a two-way
  /// LSTM stands before it.
  public let readsBothEnds: Bool

  /// The layer's own parameters; of a residual block its projection, where it needs one.
  public let parameters: [ParameterShape]

  /// Of a residual block: what is inside.
  public let layers: [ResolvedLayer]

  /// Every parameter, those of inner layers first.
  public var allParameters: [ParameterShape] { layers.flatMap(\.allParameters) + parameters }
}
