/// How power becomes a logarithm, and what keeps silence finite.
public enum Logarithm: Hashable, Sendable {
  /// What 0 dB stands for.
  public enum Reference: String, Codable, Hashable, Sendable, CaseIterable {
    /// A power of 1.
    case one
    /// The largest power of the clip.
    case maximum
  }

  /// `ln(max(power, floor))`.
  case natural(floor: Double)
  /// `ln(power + offset)`.
  case naturalWithOffset(Double)
  /// `10 log10(max(power, floor) / reference)`, and no value further than `range` dB below the loudest one
  /// (`librosa.power_to_db`, whose `top_db` is the range).
  case decibels(reference: Reference = .one, floor: Double = 1e-10, range: Double? = 80)

  /// Takes the logarithm of every value.
  ///
  /// - Parameter power: Powers, not negative; any shape.
  /// - Returns: Their logarithms; the same shape.
  public func applied(to power: FeatureMatrix) -> FeatureMatrix {
    var result = power
    apply(to: &result.values)
    return result
  }

  func apply(to values: inout [Float]) {
    values.withUnsafeMutableBufferPointer { values in
      switch self {
      case .natural(let floor):
        VectorMath.replaceWithLogarithm(values, floor: Float(floor), offset: 0, scale: 1)
      case .naturalWithOffset(let offset):
        VectorMath.replaceWithLogarithm(values, floor: 0, offset: Float(offset), scale: 1)
      case .decibels(let reference, let floor, let range):
        // 10 log10(x) = ln(x) * 10 / ln(10)
        VectorMath.replaceWithLogarithm(values, floor: Float(floor), offset: 0, scale: 4.342_944_8)
        guard let loudest = values.max() else { return }
        let lowest = range.map { loudest - Float($0) } ?? -Float.greatestFiniteMagnitude
        let shift = reference == .maximum ? loudest : 0
        for index in values.indices { values[index] = max(values[index], lowest) - shift }
      }
    }
  }
}

extension Logarithm: Codable {
  private enum CodingKeys: String, CodingKey {
    case type, floor, offset, reference, range
  }

  private enum Kind: String, Codable {
    case natural
    case naturalWithOffset = "natural_with_offset"
    case decibels
  }

  /// Reads `{"type": "natural", "floor": 1e-6}` and its like.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .type) {
    case .natural:
      self = .natural(floor: try container.decode(Double.self, forKey: .floor))
    case .naturalWithOffset:
      self = .naturalWithOffset(try container.decode(Double.self, forKey: .offset))
    case .decibels:
      self = .decibels(
        reference: try container.decodeIfPresent(Reference.self, forKey: .reference) ?? .one,
        floor: try container.decodeIfPresent(Double.self, forKey: .floor) ?? 1e-10,
        range: try container.decodeIfPresent(Double.self, forKey: .range))
    }
  }

  /// Writes a type and its numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .natural(let floor):
      try container.encode(Kind.natural, forKey: .type)
      try container.encode(floor, forKey: .floor)
    case .naturalWithOffset(let offset):
      try container.encode(Kind.naturalWithOffset, forKey: .type)
      try container.encode(offset, forKey: .offset)
    case .decibels(let reference, let floor, let range):
      try container.encode(Kind.decibels, forKey: .type)
      try container.encode(reference, forKey: .reference)
      try container.encode(floor, forKey: .floor)
      try container.encodeIfPresent(range, forKey: .range)
    }
  }
}
