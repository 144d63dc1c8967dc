/// What turns gradients into steps.
public enum OptimizerSpec: Sendable, Hashable {
  /// Adam with decoupled weight decay (Loshchilov & Hutter 2019); biases and normalisations do not decay.
  case adamW(learningRate: Double, weightDecay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999)
  /// RMSprop (Tieleman & Hinton 2012) with Keras' defaults, `rho` 0.9 and `epsilon` 1e-7; epsilon is added
  /// under the root, as Keras does.
  case rmsProp(learningRate: Double, rho: Double = 0.9, epsilon: Double = 1e-7)

  /// The rate the schedule starts from or peaks at.
  public var learningRate: Double {
    get {
      switch self {
      case .adamW(let rate, _, _, _), .rmsProp(let rate, _, _): rate
      }
    }
    set {
      switch self {
      case .adamW(_, let decay, let beta1, let beta2):
        self = .adamW(learningRate: newValue, weightDecay: decay, beta1: beta1, beta2: beta2)
      case .rmsProp(_, let rho, let epsilon):
        self = .rmsProp(learningRate: newValue, rho: rho, epsilon: epsilon)
      }
    }
  }
}

extension OptimizerSpec: Codable {
  private enum Keys: String, CodingKey {
    case type, rho, epsilon, beta1, beta2
    case learningRate = "learning_rate"
    case weightDecay = "weight_decay"
  }

  /// Reads `{"type": "adamw" | "rmsprop", "learning_rate": ...}`.
  ///
  /// - Parameter decoder: Where to read from.
  /// - Throws: `DecodingError` for another type or a missing learning rate.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let rate = try container.decode(Double.self, forKey: .learningRate)
    func value(_ key: Keys, _ fallback: Double) throws -> Double {
      try container.decodeIfPresent(Double.self, forKey: key) ?? fallback
    }
    switch try container.decode(String.self, forKey: .type) {
    case "adamw":
      self = .adamW(
        learningRate: rate, weightDecay: try value(.weightDecay, 0.01), beta1: try value(.beta1, 0.9),
        beta2: try value(.beta2, 0.999))
    case "rmsprop":
      self = .rmsProp(learningRate: rate, rho: try value(.rho, 0.9), epsilon: try value(.epsilon, 1e-7))
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: container,
        debugDescription: "an optimizer's type is adamw or rmsprop, not \"\(other)\"")
    }
  }

  /// Writes the form that ``init(from:)`` reads.
  ///
  /// - Parameter encoder: Where to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(learningRate, forKey: .learningRate)
    switch self {
    case .adamW(_, let weightDecay, let beta1, let beta2):
      try container.encode("adamw", forKey: .type)
      try container.encode(weightDecay, forKey: .weightDecay)
      try container.encode(beta1, forKey: .beta1)
      try container.encode(beta2, forKey: .beta2)
    case .rmsProp(_, let rho, let epsilon):
      try container.encode("rmsprop", forKey: .type)
      try container.encode(rho, forKey: .rho)
      try container.encode(epsilon, forKey: .epsilon)
    }
  }
}
