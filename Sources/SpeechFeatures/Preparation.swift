/// What happens to a clip, after resampling and before framing: trim, crop, set the level, fill up with zeros;
/// in this order.
public struct Preparation: Hashable, Sendable {
  /// A stretch of a clip.
  public struct Crop: Hashable, Sendable {
    /// Samples left out at the start.
    public var offset: Int
    /// Samples kept; a shorter clip is filled up with zeros at its end. All of them where nil.
    public var length: Int?

    /// Describes a stretch; `FeatureRecipe.validate()` checks the numbers.
    ///
    /// - Parameters:
    ///   - offset: Samples left out at the start.
    ///   - length: Samples kept, zeros at the end included; all of them where nil.
    public init(offset: Int = 0, length: Int? = nil) {
      self.offset = offset
      self.length = length
    }
  }

  /// How silence at both ends is cut; it stays where nil.
  public var trimming: SilenceTrimming?
  /// The stretch that is used; all where nil.
  public var crop: Crop?
  /// The level, measured over what trimming and cropping have left.
  public var level: Level

  /// Describes a preparation.
  ///
  /// - Parameters:
  ///   - trimming: How silence at both ends is cut; it stays where nil.
  ///   - crop: The stretch that is used; all where nil.
  ///   - level: The level of what is left.
  public init(trimming: SilenceTrimming? = nil, crop: Crop? = nil, level: Level = .unchanged) {
    self.trimming = trimming
    self.crop = crop
    self.level = level
  }
}

extension Preparation: Codable {
  /// Reads a preparation; everything may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      trimming: try container.decodeIfPresent(SilenceTrimming.self, forKey: .trimming),
      crop: try container.decodeIfPresent(Crop.self, forKey: .crop),
      level: try container.decodeIfPresent(Level.self, forKey: .level) ?? .unchanged)
  }
}

extension Preparation.Crop: Codable {
  /// Reads a stretch; everything may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      offset: try container.decodeIfPresent(Int.self, forKey: .offset) ?? 0,
      length: try container.decodeIfPresent(Int.self, forKey: .length))
  }
}
