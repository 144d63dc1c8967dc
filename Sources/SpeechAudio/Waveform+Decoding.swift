public import Foundation

extension Waveform {
  /// Decodes an audio file of any supported format, mixed to one channel.
  ///
  /// The short way: `AudioFile.decode(contentsOf:sampleRate:maximumDuration:)` also tells whether the file was
  /// cut, and what it was.
  ///
  /// - Parameters:
  ///   - url: A file of any format in `AudioFormats`.
  ///   - sampleRate: Wanted samples per second, in hertz; nil keeps the file's.
  /// - Throws: `AudioError`, which says what is wrong with the file.
  public init(contentsOf url: URL, sampleRate: Int? = nil) throws(AudioError) {
    self = try AudioFile.decode(contentsOf: url, sampleRate: sampleRate).waveform
  }

  /// Decodes the bytes of an audio file of any supported format, mixed to one channel.
  ///
  /// - Parameters:
  ///   - data: The bytes of an audio file, its header included.
  ///   - sampleRate: Wanted samples per second, in hertz; nil keeps the file's.
  /// - Throws: `AudioError`, which says what is wrong with the bytes.
  public init(data: Data, sampleRate: Int? = nil) throws(AudioError) {
    self = try AudioFile.decode(data: data, sampleRate: sampleRate).waveform
  }
}
