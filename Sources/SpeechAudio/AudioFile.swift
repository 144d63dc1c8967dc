public import Foundation

/// Audio in files or bytes: what is inside decides how it is decoded, never the name.
///
/// WAV, FLAC, Ogg Vorbis, Opus, MP3, AIFF and a few more are decoded in process by libsndfile, everything else by
/// an `ffmpeg` on the search path. All channels are averaged into one, and rates are converted by libsoxr in
/// its high quality (what librosa calls `soxr_hq`).
public enum AudioFile {
  /// The longest audio that is loaded at once unless the caller says otherwise, in seconds: twelve hours.
  public static let defaultMaximumDuration: Double = 12 * 3600

  /// Decodes a whole file.
  ///
  /// - Parameters:
  ///   - url: A file; a named pipe works too.
  ///   - sampleRate: Wanted samples per second, in hertz; nil keeps the file's.
  ///   - maximumDuration: Longer audio is an error, in seconds; it guards against small files that unpack into
  ///     terabytes.
  /// - Returns: The waveform with warnings and the file's properties. Silence and very short audio are no errors
  ///   here: see `Waveform.requireUsable(minimumDuration:path:)`.
  /// - Throws: `AudioError`, which says what is wrong with the file.
  public static func decode(
    contentsOf url: URL, sampleRate: Int? = nil, maximumDuration: Double = defaultMaximumDuration
  ) throws(AudioError) -> DecodedAudio {
    try decode(
      AudioReader(contentsOf: url, sampleRate: sampleRate), maximumDuration: maximumDuration)
  }

  /// Decodes a whole file that is in memory.
  ///
  /// - Parameters:
  ///   - data: The bytes of an audio file, its header included.
  ///   - sampleRate: Wanted samples per second, in hertz; nil keeps the file's.
  ///   - maximumDuration: Longer audio is an error, in seconds.
  /// - Returns: The waveform with warnings and the file's properties.
  /// - Throws: `AudioError`, which says what is wrong with the bytes.
  public static func decode(
    data: Data, sampleRate: Int? = nil, maximumDuration: Double = defaultMaximumDuration
  ) throws(AudioError) -> DecodedAudio {
    try decode(AudioReader(data: data, sampleRate: sampleRate), maximumDuration: maximumDuration)
  }

  /// Whether a folder walk should pick up files with this extension, in any case, without the dot.
  public static func isSupported(fileExtension: String) -> Bool {
    AudioFormats.fileExtensions.contains(fileExtension.lowercased())
  }

  static func decode(_ reader: AudioReader, maximumDuration: Double) throws(AudioError) -> DecodedAudio {
    let samples = try reader.readAll(maximumDuration: maximumDuration)
    return DecodedAudio(
      waveform: Waveform(samples: samples, sampleRate: reader.sampleRate), warnings: reader.warnings,
      originalSampleRate: reader.originalSampleRate, originalChannelCount: reader.originalChannelCount,
      format: reader.format)
  }
}
