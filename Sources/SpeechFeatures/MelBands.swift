/// Which overlapping triangles on the mel scale a spectrum is summed over (`librosa.filters.mel`).
public struct MelBands: Hashable, Sendable {
  /// How the triangles are scaled.
  public enum Norm: String, Codable, Hashable, Sendable, CaseIterable {
    /// Each has the same area: its height is 2 / its width in hertz.
    case slaney
    /// Each has height 1.
    case none
  }

  /// Number of triangles.
  public var count: Int
  /// Where the first one begins, in hertz.
  public var minimumFrequency: Double
  /// Where the last one ends, in hertz; half the sample rate where nil.
  public var maximumFrequency: Double?
  /// The scale on which they are equally wide.
  public var scale: MelScale
  /// How they are scaled.
  public var norm: Norm

  /// Describes bands; `FeatureRecipe.validate()` checks the numbers.
  ///
  /// - Parameters:
  ///   - count: Number of triangles.
  ///   - minimumFrequency: Where the first one begins, in hertz.
  ///   - maximumFrequency: Where the last one ends, in hertz; half the sample rate where nil.
  ///   - scale: The scale on which they are equally wide.
  ///   - norm: How they are scaled.
  public init(
    count: Int, minimumFrequency: Double = 0, maximumFrequency: Double? = nil, scale: MelScale = .slaney,
    norm: Norm = .slaney
  ) {
    self.count = count
    self.minimumFrequency = minimumFrequency
    self.maximumFrequency = maximumFrequency
    self.scale = scale
    self.norm = norm
  }
}

extension MelBands: Codable {
  private enum CodingKeys: String, CodingKey {
    case count = "bins"
    case minimumFrequency = "minimum_frequency"
    case maximumFrequency = "maximum_frequency"
    case scale
    case norm
  }

  /// Reads bands; all but `bins` may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      count: try container.decode(Int.self, forKey: .count),
      minimumFrequency: try container.decodeIfPresent(Double.self, forKey: .minimumFrequency) ?? 0,
      maximumFrequency: try container.decodeIfPresent(Double.self, forKey: .maximumFrequency),
      scale: try container.decodeIfPresent(MelScale.self, forKey: .scale) ?? .slaney,
      norm: try container.decodeIfPresent(Norm.self, forKey: .norm) ?? .slaney)
  }
}
