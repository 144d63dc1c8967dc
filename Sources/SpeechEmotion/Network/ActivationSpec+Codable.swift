/// `{"function": "leaky_relu", "slope": 0.3}`; only `leaky_relu` has a slope.
extension ActivationSpec: Codable {
  private enum Function: String, CaseIterable {
    case relu
    case leakyReLU = "leaky_relu"
    case gelu, silu, tanh
  }

  private enum CodingKeys: String, CodingKey {
    case function, slope
  }

  /// Reads a function by its name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .function)
    guard let function = Function(rawValue: name) else {
      let known = Function.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: .function, in: container,
        debugDescription: "There is no activation function \"\(name)\"; the functions are \(known).")
    }
    guard function == .leakyReLU || !container.contains(.slope) else {
      throw DecodingError.dataCorruptedError(
        forKey: .slope, in: container,
        debugDescription: "Only leaky_relu has a slope; \(name) has none.")
    }
    switch function {
    case .relu: self = .relu
    case .leakyReLU: self = .leakyReLU(slope: try container.decode(Float.self, forKey: .slope))
    case .gelu: self = .gelu
    case .silu: self = .silu
    case .tanh: self = .tanh
    }
  }

  /// Writes the function's name and, of a leaky ReLU, its slope.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let function: Function =
      switch self {
      case .relu: .relu
      case .leakyReLU: .leakyReLU
      case .gelu: .gelu
      case .silu: .silu
      case .tanh: .tanh
      }
    try container.encode(function.rawValue, forKey: .function)
    if case .leakyReLU(let slope) = self {
      try container.encode(slope, forKey: .slope)
    }
  }
}
