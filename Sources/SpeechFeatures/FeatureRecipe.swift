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
  /// Whether each row goes on with the values as they were before the normalisation: the network then has what moves
  /// beside where it stands, such as the tilt of the spectrum, and twice the bins.
  public var keepsUnnormalised: Bool

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
  ///   - keepsUnnormalised: Whether the values before it stand beside those after it.
  public init(
    sampleRate: Int, preparation: Preparation = Preparation(), framing: Framing,
    representation: Representation, logarithm: Logarithm = .decibels(), deltas: Deltas? = nil,
    normalisation: Normalisation = .none, keepsUnnormalised: Bool = false
  ) {
    self.sampleRate = sampleRate
    self.preparation = preparation
    self.framing = framing
    self.representation = representation
    self.logarithm = logarithm
    self.deltas = deltas
    self.normalisation = normalisation
    self.keepsUnnormalised = keepsUnnormalised
  }

  /// Values per frame: the columns of the matrix, derivatives and both views included.
  public var binCount: Int {
    representation.binCount(framing: framing) * (1 + (deltas?.orders ?? 0)) * viewCount
  }

  /// How many times each row says the same: 2 where the values before the normalisation stand beside those after it.
  public var viewCount: Int { keepsUnnormalised ? 2 : 1 }

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
    case keepsUnnormalised = "keeps_unnormalised"
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
      normalisation: try container.decodeIfPresent(Normalisation.self, forKey: .normalisation) ?? .none,
      keepsUnnormalised: try container.decodeIfPresent(Bool.self, forKey: .keepsUnnormalised) ?? false)
    try validate()
  }

  /// Writes a recipe; what is not used is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sampleRate, forKey: .sampleRate)
    try container.encode(preparation, forKey: .preparation)
    try container.encode(framing, forKey: .framing)
    try container.encode(representation, forKey: .representation)
    try container.encode(logarithm, forKey: .logarithm)
    try container.encodeIfPresent(deltas, forKey: .deltas)
    try container.encode(normalisation, forKey: .normalisation)
    if keepsUnnormalised { try container.encode(true, forKey: .keepsUnnormalised) }
  }
}

extension FeatureRecipe {
  /// The largest magnitude of samples whose features may be transformed in single precision, where what is summed over bands and lies
  /// above a floor does not show its rounding (1e-4 of a feature); nil for none.
  ///
  /// The rounding of a frequency is some 140 dB below the loudest of its frame and of that which is transformed along with it.
  /// So a floor that follows the loudest hides it however loud a clip is; a fixed one does up to a certain level.
  var largestSingleMagnitude: Float? {
    guard let bands = representation.bands else { return nil }
    return switch logarithm {
    case .natural(let floor), .naturalWithOffset(let floor):
      floor >= 1e-6 && bands.norm == .slaney ? 3 : nil
    case .decibels(_, _, let range):
      range.map { $0 <= 60 } ?? false ? .infinity : nil
    }
  }
}
