/// Everything that turns a waveform into the matrix a network sees, as data that travels in the model.
///
/// ```
/// Waveform -> resample -> trim -> crop -> level -> frames -> power -> log(-mel) or cepstrum -> deltas -> normalise
/// ```
///
/// As JSON it has snake_case keys that do not change; what has a default may be left out. Decoding validates, so a
/// recipe that came out of a file can neither trap nor ask for memory without bounds.
public struct FeatureRecipe: Hashable, Sendable {
  /// The rate at which everything is counted, in hertz; audio of another rate is resampled.
  public var sampleRate: Int
  /// What happens before framing.
  public var preparation: Preparation
  /// How frames are cut.
  public var framing: Framing
  /// What is kept of a frame.
  public var representation: Representation
  /// How power becomes a logarithm.
  public var logarithm: Logarithm
  /// Derivatives appended to each row; none where nil.
  public var deltas: Deltas?
  /// What is taken out per clip, at the very end.
  public var normalisation: Normalisation

  /// Describes features; `validate()` checks the numbers, and `FeatureExtractor` calls it.
  ///
  /// - Parameters:
  ///   - sampleRate: Samples per second, in hertz.
  ///   - preparation: What happens before framing.
  ///   - framing: How frames are cut.
  ///   - representation: What is kept of a frame.
  ///   - logarithm: How power becomes a logarithm.
  ///   - deltas: Derivatives appended to each row; none where nil.
  ///   - normalisation: What is taken out per clip.
  public init(
    sampleRate: Int, preparation: Preparation = Preparation(), framing: Framing,
    representation: Representation, logarithm: Logarithm = .decibels(), deltas: Deltas? = nil,
    normalisation: Normalisation = .none
  ) {
    self.sampleRate = sampleRate
    self.preparation = preparation
    self.framing = framing
    self.representation = representation
    self.logarithm = logarithm
    self.deltas = deltas
    self.normalisation = normalisation
  }

  /// Values per frame: the columns of the matrix, derivatives included.
  public var binCount: Int { representation.binCount(framing: framing) * (1 + (deltas?.orders ?? 0)) }

  /// Time from one frame to the next, in seconds.
  public var frameDuration: Double { Double(framing.hopLength) / Double(sampleRate) }

  /// Number of frames of every clip, where the recipe crops to one length; nil where it follows the clip.
  public var fixedFrameCount: Int? {
    preparation.crop?.length.map { framing.frameCount(sampleCount: $0) }
  }
}

extension Representation {
  /// Values per frame, without derivatives.
  func binCount(framing: Framing) -> Int {
    switch self {
    case .logSpectrogram: framing.frequencyCount
    case .logMel(let bands): bands.count
    case .mfcc(let coefficients, _, _): coefficients
    }
  }

  /// Values per frame while they are power: a cepstrum comes from more mel bands than it keeps.
  func powerBinCount(framing: Framing) -> Int {
    bands?.count ?? framing.frequencyCount
  }

  /// The mel bands, where there are any.
  var bands: MelBands? {
    switch self {
    case .logSpectrogram: nil
    case .logMel(let bands), .mfcc(_, let bands, _): bands
    }
  }
}

extension FeatureRecipe: Codable {
  private enum CodingKeys: String, CodingKey {
    case sampleRate = "sample_rate"
    case preparation, framing, representation, logarithm, deltas, normalisation
  }

  /// Reads and validates a recipe; `sample_rate`, `framing` and `representation` must be there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      sampleRate: try container.decode(Int.self, forKey: .sampleRate),
      preparation: try container.decodeIfPresent(Preparation.self, forKey: .preparation) ?? Preparation(),
      framing: try container.decode(Framing.self, forKey: .framing),
      representation: try container.decode(Representation.self, forKey: .representation),
      logarithm: try container.decodeIfPresent(Logarithm.self, forKey: .logarithm) ?? .decibels(),
      deltas: try container.decodeIfPresent(Deltas.self, forKey: .deltas),
      normalisation: try container.decodeIfPresent(Normalisation.self, forKey: .normalisation) ?? .none)
    try validate()
  }
}
