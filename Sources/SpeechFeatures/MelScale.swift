import Foundation

/// A scale of pitch as listeners judge it.
public enum MelScale: String, Codable, Hashable, Sendable, CaseIterable {
  /// Linear below 1 kHz, logarithmic above (Slaney's Auditory Toolbox, 1998); librosa's default.
  case slaney
  /// `2595 log10(1 + f / 700)` (O'Shaughnessy 1987), as the Hidden Markov Model Toolkit has it.
  case htk

  // Slaney: 200/3 Hz per mel up to 1 kHz, then 27 steps for each factor of 6.4.
  private static let linearHertzPerMel = 200.0 / 3
  private static let breakHertz = 1000.0
  private static let breakMel = breakHertz / linearHertzPerMel
  private static let logarithmicStep = log(6.4) / 27

  /// Converts a frequency.
  ///
  /// - Parameter hertz: Frequency, not negative.
  /// - Returns: Its place on the scale, in mel.
  public func mel(hertz: Double) -> Double {
    switch self {
    case .htk:
      return 2595 * log10(1 + hertz / 700)
    case .slaney:
      guard hertz >= Self.breakHertz else { return hertz / Self.linearHertzPerMel }
      return Self.breakMel + log(hertz / Self.breakHertz) / Self.logarithmicStep
    }
  }

  /// Converts back.
  ///
  /// - Parameter mel: A place on the scale, not negative.
  /// - Returns: Its frequency, in hertz.
  public func hertz(mel: Double) -> Double {
    switch self {
    case .htk:
      return 700 * (pow(10, mel / 2595) - 1)
    case .slaney:
      guard mel >= Self.breakMel else { return mel * Self.linearHertzPerMel }
      return Self.breakHertz * exp(Self.logarithmicStep * (mel - Self.breakMel))
    }
  }
}
