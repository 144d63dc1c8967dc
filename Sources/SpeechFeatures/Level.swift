import Foundation
public import SpeechAudio

/// How loud a clip is made, so that a microphone's gain does not count.
public enum Level: Hashable, Sendable {
  /// Left as it is.
  case unchanged
  /// The largest magnitude becomes 1.
  case peak
  /// The root mean square becomes this many decibels relative to full scale (0 dBFS is a square wave of amplitude 1).
  case rootMeanSquare(decibels: Double)

  /// Below this magnitude (-140 dBFS, less than a step of 24 bits) there is only silence, which no gain makes loud.
  private static let silence: Float = 1e-7

  /// The largest magnitude.
  ///
  /// - Parameter waveform: Any audio.
  /// - Returns: Amplitude; 0 for none.
  public static func peak(of waveform: Waveform) -> Float {
    waveform.samples.withUnsafeBufferPointer(Waveform.peakMagnitude)
  }

  /// The root mean square relative to full scale.
  ///
  /// - Parameter waveform: Any audio.
  /// - Returns: Decibels relative to an amplitude of 1; minus infinity for digital silence.
  public static func decibels(of waveform: Waveform) -> Double {
    guard !waveform.samples.isEmpty else { return -.infinity }
    let energy = waveform.samples.withUnsafeBufferPointer(VectorMath.sumOfSquares)
    return 10 * log10(energy / Double(waveform.samples.count))
  }

  /// Changes the level; digital silence stays silent.
  ///
  /// - Parameter waveform: Any finite audio.
  /// - Returns: The same audio with one gain applied.
  public func applied(to waveform: Waveform) -> Waveform {
    var result = waveform
    switch self {
    case .unchanged:
      break
    case .peak:
      let peak = Self.peak(of: waveform)
      guard peak > Self.silence else { break }
      // A division, not a product with 1 / peak: the peak itself has to become exactly 1.
      result.samples.withUnsafeMutableBufferPointer { samples in
        for index in samples.indices { samples[index] /= peak }
      }
    case .rootMeanSquare:
      let gain = gain(for: waveform)
      guard gain != 1 else { break }
      result.samples.withUnsafeMutableBufferPointer { samples in
        for index in samples.indices { samples[index] *= gain }
      }
    }
    return result
  }

  /// What changes the level is multiplied with; 1 for digital silence.
  func gain(for waveform: Waveform) -> Float {
    guard self != .unchanged else { return 1 }
    let peak = Self.peak(of: waveform)
    guard peak > Self.silence else { return 1 }
    switch self {
    case .unchanged: return 1
    case .peak: return 1 / peak
    case .rootMeanSquare(let decibels): return Float(pow(10, (decibels - Self.decibels(of: waveform)) / 20))
    }
  }
}

extension Level: Codable {
  private enum CodingKeys: String, CodingKey {
    case type, decibels
  }

  private enum Kind: String, Codable {
    case unchanged = "none"
    case peak
    case rootMeanSquare = "rms"
  }

  /// Reads `{"type": "rms", "decibels": -20}` and its like.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .type) {
    case .unchanged: self = .unchanged
    case .peak: self = .peak
    case .rootMeanSquare:
      self = .rootMeanSquare(decibels: try container.decode(Double.self, forKey: .decibels))
    }
  }

  /// Writes a type and its number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .unchanged: try container.encode(Kind.unchanged, forKey: .type)
    case .peak: try container.encode(Kind.peak, forKey: .type)
    case .rootMeanSquare(let decibels):
      try container.encode(Kind.rootMeanSquare, forKey: .type)
      try container.encode(decibels, forKey: .decibels)
    }
  }
}
