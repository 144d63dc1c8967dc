public import SpeechEmotion
public import TorchTensor

/// The layers of a ``NetworkSpec`` over libtorch, with gradients.
///
/// The run-time's `InferenceNetwork` walks the same layers; both agree within 1e-4 (see the parity test). A batch of
/// clips of different length gives the same logits as each clip by itself: padding has no influence.
///
/// Data are time-major throughout, `[batch, frames, channels]`: what LSTMs and dense layers want, and what oneDNN's
/// convolutions take as a channels-last image, so that nothing is transposed between layers.
public final class TrainableNetwork {
  /// What it was built from.
  public let spec: NetworkSpec

  /// Number of logits.
  public let outputSize: Int

  /// Where it computes.
  public let device: Device

  /// What training changes by gradients, in the order of ``NetworkSpec/parameterShapes()``. Weight decay is for
  /// matrices and kernels, not for biases and normalisations.
  public let parameters: [OptimizedParameter]

  let layers: [ResolvedLayer]
  private let shapes: [ParameterShape]
  private let tensors: [String: Tensor]

  /// Builds a network with random weights.
  ///
  /// - Parameters:
  ///   - spec: The layers.
  ///   - seed: The same seed gives the same weights, see ``WeightInitializer`` for the distributions.
  ///   - device: Where to compute.
  /// - Throws: ``NetworkSpecError`` where the layers do not fit together, ``TorchError`` where memory does not suffice.
  public convenience init(_ spec: NetworkSpec, seed: UInt64, device: Device = .cpu) throws {
    try self.init(spec, weights: WeightInitializer(seed: seed).weights(for: spec), device: device)
  }

  /// Builds a network with given weights.
  ///
  /// - Parameters:
  ///   - spec: The layers.
  ///   - weights: Exactly the parameters that the layers need.
  ///   - device: Where to compute.
  /// - Throws: ``NetworkSpecError`` where the layers do not fit together, ``WeightError`` where the weights do not fit
  ///   the layers, ``TorchError`` where memory does not suffice.
  public init(_ spec: NetworkSpec, weights: WeightStore, device: Device = .cpu) throws {
    self.spec = spec
    self.device = device
    layers = try spec.resolved()
    outputSize = layers.last?.outputSize ?? spec.inputSize
    shapes = layers.flatMap(\.allParameters)
    try weights.validate(against: shapes)
    var tensors: [String: Tensor] = [:]
    var parameters: [OptimizedParameter] = []
    for shape in shapes {
      let tensor = try Tensor(weights[shape.name]?.values ?? [], shape: shape.shape, device: device)
      tensors[shape.name] = tensor
      guard shape.isTrainable else { continue }
      parameters.append(
        OptimizedParameter(
          name: shape.name, tensor: try tensor.requiringGradient(), decays: shape.shape.count > 1))
    }
    self.tensors = tensors
    self.parameters = parameters
  }

  /// A parameter or running statistic by name, as `layers.3.weight`: the tensor itself, not a copy.
  public func tensor(named name: String) -> Tensor? { tensors[name] }

  /// Copies of all parameters and running statistics, as the run-time reads them.
  ///
  /// - Returns: One entry for each of ``NetworkSpec/parameterShapes()``.
  /// - Throws: ``TorchError`` where the copy fails.
  public func weights() throws(TorchError) -> WeightStore {
    var store = WeightStore()
    for shape in shapes {
      guard let tensor = tensors[shape.name] else { continue }
      store.insert(NamedTensor(name: shape.name, shape: shape.shape, values: try tensor.floats()))
    }
    return store
  }

  /// Takes over weights; optimizers and averages that hold on to the parameters see them.
  ///
  /// - Parameter weights: Exactly the parameters that the layers need.
  /// - Throws: ``WeightError`` where the weights do not fit the layers; nothing is changed then.
  public func load(_ weights: WeightStore) throws {
    try weights.validate(against: shapes)
    for (name, tensor) in tensors { try tensor.copyInPlace(weights[name]?.values ?? []) }
  }

  /// What a forward pass is for.
  public enum Mode: Sendable, Hashable {
    /// Batch normalisation uses the batch's own statistics and moves the running ones, dropout drops values, and
    /// gradients can flow back. What is dropped follows from the seed: give each step its own, made from its number,
    /// and a resumed training repeats them.
    case training(dropoutSeed: UInt64)
    /// As at run time; nothing is recorded for gradients.
    case evaluation
  }

  /// What enters the softmax, in single precision: `[batch, classes]`.
  ///
  /// - Parameters:
  ///   - features: `[batch, frames, bins]`; whatever stands behind a clip's frames is ignored.
  ///   - lengths: Frames of each clip, from 1 to `frames`.
  ///   - mode: What the pass is for.
  /// - Returns: One row per clip.
  /// - Throws: ``TorchError`` where memory does not suffice.
  public func forward(_ features: Tensor, lengths: [Int], mode: Mode) throws(TorchError) -> Tensor {
    let shape = features.shape
    precondition(
      shape.count == 3 && shape[0] == lengths.count && shape[2] == spec.inputSize && !lengths.isEmpty,
      "features of shape \(shape) for \(lengths.count) clips of \(spec.inputSize) bins")
    precondition(
      lengths.allSatisfy { (1...max(shape[1], 1)).contains($0) }, "lengths \(lengths) in \(shape[1]) frames")
    switch mode {
    case .training: return try logits(features, lengths: lengths, mode: mode)
    case .evaluation:
      return try withoutGradients { () throws(TorchError) in
        try logits(features, lengths: lengths, mode: mode)
      }
    }
  }

  private func logits(_ features: Tensor, lengths: [Int], mode: Mode) throws(TorchError) -> Tensor {
    let frames = try FrameCounts(lengths, device: device)
    var values = try features.moved(to: device)
    if features.shape[1] > frames.longest { values = try values.sliced(1, 0..<frames.longest).contiguous() }
    // Not a product: what stands in the padding may be no number.
    if frames.isRagged { values = try values.filled(where: frames.padding(), with: 0) }
    let pass = ForwardPass(network: self, mode: mode)
    let sequences = PaddedSequences(values, frames: frames, paddingIsZero: true)
    return try pass.run(layers, on: .sequences(sequences)).values.converted(to: .float32)
  }
}
