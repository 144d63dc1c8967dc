/// What is heard in 40 ms of audio, a hundred times a second.
public struct VoiceActivityFrame: Sendable, Equatable {
  /// Whether somebody seems to speak, as far as the frames up to this one tell. Music and tones can look like a
  /// voice for a while: ``VoiceActivity`` judges seconds rather than frames.
  public var isSpeech: Bool

  /// Mean power between 80 and 3800 Hz relative to full scale, in decibels; not below -120.
  public var level: Float

  /// The level of what is always there, in decibels relative to full scale.
  public var noiseFloor: Float

  /// How periodic the frame is: the autocorrelation at the pitch's period, 0...1. About the share of the power that
  /// is the voice's (Boersma 1993).
  public var harmonicity: Float

  /// The pitch that the harmonicity belongs to, 60...500 Hz; 0 where there is no peak.
  public var pitch: Float

  /// Geometric over arithmetic mean of the power spectrum between 80 and 3800 Hz, in decibels: about -2.5 for white
  /// noise, far below for tones.
  public var flatness: Float

  /// Levels of eight bands of equal width in Mel between 80 and 3800 Hz, in decibels relative to full scale; shape `[8]`.
  public var bands: [Float]

  /// Whether the frame is periodic enough to be voiced.
  var isVoiced: Bool { harmonicity >= Self.voicedHarmonicity }

  static let voicedHarmonicity: Float = 0.55
}
