/// What is kept of the spectrum of a frame.
public enum Representation: Hashable, Sendable {
  /// How power is scaled before its logarithm.
  public enum Scaling: String, Codable, Hashable, Sendable, CaseIterable {
    /// `|X|²` as it is (librosa).
    case power
    /// Power per hertz of a one-sided spectrum: `|X|² / (rate * Σ window²)`, and twice that for all frequencies but 0
    /// and half the sample rate (`scipy.signal.spectrogram` with `scaling="density"` and `detrend=False`).
    case density
  }

  /// The logarithm of each frequency's power; `fftLength / 2 + 1` bins.
  case logSpectrogram(Scaling = .power)
  /// The logarithm of the power in mel bands.
  case logMel(MelBands)
  /// The first coefficients of the cosine transform of log-mel, scaled by a lifter where that is positive.
  case mfcc(coefficients: Int, bands: MelBands, lifter: Double = 0)
}

extension Representation: Codable {
  private enum CodingKeys: String, CodingKey {
    case type, scaling, coefficients, lifter
  }

  private enum Kind: String, Codable {
    case logSpectrogram = "log_spectrogram"
    case logMel = "log_mel"
    case mfcc
  }

  /// Reads `{"type": "log_mel", "bins": 80, ...}` and its like; the bands' keys stand beside the type.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .type) {
    case .logSpectrogram:
      self = .logSpectrogram(try container.decodeIfPresent(Scaling.self, forKey: .scaling) ?? .power)
    case .logMel:
      self = .logMel(try MelBands(from: decoder))
    case .mfcc:
      self = .mfcc(
        coefficients: try container.decode(Int.self, forKey: .coefficients),
        bands: try MelBands(from: decoder),
        lifter: try container.decodeIfPresent(Double.self, forKey: .lifter) ?? 0)
    }
  }

  /// Writes a type and its numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .logSpectrogram(let scaling):
      try container.encode(Kind.logSpectrogram, forKey: .type)
      try container.encode(scaling, forKey: .scaling)
    case .logMel(let bands):
      try container.encode(Kind.logMel, forKey: .type)
      try bands.encode(to: encoder)
    case .mfcc(let coefficients, let bands, let lifter):
      try container.encode(Kind.mfcc, forKey: .type)
      try container.encode(coefficients, forKey: .coefficients)
      try container.encode(lifter, forKey: .lifter)
      try bands.encode(to: encoder)
    }
  }
}
