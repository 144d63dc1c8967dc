/// A file's audio, with what was found out on the way.
public struct DecodedAudio: Sendable, Equatable {
  /// The samples, mixed to one channel, at the rate that was asked for.
  public var waveform: Waveform

  /// What is wrong with the file, in order of discovery; empty for a sound one.
  public var warnings: [AudioWarning]

  /// Samples per second in the file, in hertz.
  public var originalSampleRate: Int

  /// Channels in the file, before they were mixed into one.
  public var originalChannelCount: Int

  /// Container and encoding in words, such as `WAV, 16-bit PCM` or `MPEG-4, aac (LC)`.
  public var format: String
}
