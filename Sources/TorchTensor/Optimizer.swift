internal import CTorch

/// A parameter by name, and whether weight decay applies to it (not to biases and normalisations).
public struct OptimizedParameter {
  /// Unique name, which its state carries in checkpoints.
  public var name: String
  /// The parameter; it wants a gradient.
  public var tensor: Tensor
  /// Whether weight decay applies.
  public var decays: Bool

  /// Names a parameter.
  public init(name: String, tensor: Tensor, decays: Bool = true) {
    self.name = name
    self.tensor = tensor
    self.decays = decays
  }
}

/// Moves parameters against their gradients.
///
/// A state that is saved and loaded into a new optimizer over parameters with the same values continues bit for bit
/// as if nothing had happened.
public protocol Optimizer: AnyObject {
  /// What is optimised.
  var parameters: [OptimizedParameter] { get }

  /// Size of a step; set it before each one where a schedule says so.
  var learningRate: Double { get set }

  /// Number of steps taken.
  var stepCount: Int { get set }

  /// Running averages by name: `<role>.<parameter name>`. They are the state itself, not copies.
  var state: [String: Tensor] { get }

  /// Moves every parameter that has a gradient.
  ///
  /// - Throws: ``TorchError`` where shapes do not fit.
  func step() throws(TorchError)
}

extension Optimizer {
  /// Forgets all gradients; call it before the next backward pass.
  ///
  /// - Throws: ``TorchError`` where libtorch refuses.
  public func clearGradients() throws(TorchError) {
    for parameter in parameters { try parameter.tensor.clearGradient() }
  }

  /// Scales all gradients together so that their norm is at most `maximum`.
  ///
  /// - Parameter maximum: The largest 2-norm that stays as it is.
  /// - Returns: The norm before; not finite where a gradient is not, and then the step should be left out.
  /// - Throws: ``TorchError`` where libtorch refuses.
  @discardableResult
  public func clipGradients(norm maximum: Double) throws(TorchError) -> Double {
    var norm = 0.0
    let tensors = parameters.map(\.tensor)
    try TorchError.check(
      "clipping gradients",
      Tensor.withHandles(of: tensors) { ct_clip_gradient_norm($0, tensors.count, maximum, &norm) })
    return norm
  }

  /// Values and shape of every running average, for a checkpoint.
  ///
  /// - Returns: As many entries as ``state`` has.
  /// - Throws: ``TorchError`` where the copy fails.
  public func exportedState() throws(TorchError) -> [String: (shape: [Int], values: [Float])] {
    var result: [String: (shape: [Int], values: [Float])] = [:]
    for (name, tensor) in state { result[name] = (tensor.shape, try tensor.floats()) }
    return result
  }

  /// Continues from a checkpoint.
  ///
  /// - Parameters:
  ///   - saved: What ``exportedState()`` gave; other names are ignored.
  ///   - stepCount: Number of steps taken until then.
  /// - Throws: ``OptimizerStateError`` where an average is missing or has another shape; nothing is changed then.
  public func restore(_ saved: [String: (shape: [Int], values: [Float])], stepCount: Int) throws {
    for (name, tensor) in state {
      guard let found = saved[name] else { throw OptimizerStateError.missing(name: name) }
      guard found.shape == tensor.shape else {
        throw OptimizerStateError.wrongShape(name: name, found: found.shape, expected: tensor.shape)
      }
    }
    for (name, tensor) in state { try tensor.copyInPlace(saved[name]?.values ?? []) }
    self.stepCount = stepCount
  }

  /// A zero tensor for each parameter.
  static func zeros(like parameters: [OptimizedParameter]) throws(TorchError) -> [Tensor] {
    var result: [Tensor] = []
    for parameter in parameters {
      result.append(try .zeros(parameter.tensor.shape, device: parameter.tensor.device))
    }
    return result
  }

  func named(_ role: String, _ tensors: [Tensor]) -> [String: Tensor] {
    Dictionary(
      zip(parameters, tensors).map { ("\(role).\($0.name)", $1) }, uniquingKeysWith: { first, _ in first })
  }

  func decays(_ weightDecay: Double) -> [Double] { parameters.map { $0.decays ? weightDecay : 0 } }
}
