/// Why audio could not be read, used or written: each case names the path and what was found.
///
/// `description` says it in a sentence or two for whoever gave the file, with what to do next. Audio that came
/// as bytes has no path; its `path` reads like `audio data in memory (1044 bytes)`.
public enum AudioError: Error, Sendable, Equatable {
  /// Nothing is at this path.
  case missing(path: String)

  /// The file is there, but opening or reading it failed with this `errno`.
  case unreadable(path: String, errorNumber: Int32)

  /// The path names a folder.
  case isFolder(path: String)

  /// The path names something that holds no bytes to read: a device, or an address on the network.
  case notAFile(path: String)

  /// The file has no bytes.
  case emptyFile(path: String)

  /// The bytes are of no audio format that is known here.
  case notAudio(path: String)

  /// The first bytes promise audio in this container, but none could be decoded.
  case damaged(path: String, container: String, detail: String)

  /// Only ffmpeg reads this container, and no ffmpeg is on the search path.
  case ffmpegMissing(path: String, container: String)

  /// ffmpeg was found, but did not do its work.
  case ffmpegFailed(path: String, exitStatus: Int32, message: String)

  /// The file declares no audio channel, or has no audio track.
  case noChannels(path: String)

  /// The sample rate, in hertz, lies outside `AudioFormats.sampleRates`.
  case unsupportedSampleRate(path: String, sampleRate: Int)

  /// A sample is not a number, or infinite; the first one is this many seconds in.
  case nonFiniteSamples(path: String, seconds: Double)

  /// More audio than the caller allowed to be loaded at once.
  case tooLong(path: String, maximumSeconds: Double)

  /// Less audio than the caller can use.
  case tooShort(path: String, seconds: Double, minimumSeconds: Double)

  /// Every sample is the same: digital silence.
  case silent(path: String, seconds: Double)

  /// The name's extension is none that can be written.
  case unknownWritingFormat(path: String, fileExtension: String)

  /// The container cannot hold the audio in this way.
  case unsupportedWritingFormat(path: String, container: String, encoding: SampleEncoding, sampleRate: Int)

  /// Writing failed with this `errno`.
  case unwritable(path: String, errorNumber: Int32)

  /// libsoxr refused to convert between these rates, in hertz.
  case resamplingFailed(inputSampleRate: Int, outputSampleRate: Int, detail: String)

  /// A lossy codec at this bit rate, in thousands of bits a second, did not do its work.
  case encodingFailed(codec: String, kilobitsPerSecond: Double, detail: String)

  /// What was tried to be read or written; nil where the error is about samples already in memory.
  public var path: String? {
    switch self {
    case .missing(let path), .unreadable(let path, _), .isFolder(let path), .notAFile(let path),
      .emptyFile(let path), .notAudio(let path), .damaged(let path, _, _), .ffmpegMissing(let path, _),
      .ffmpegFailed(let path, _, _), .noChannels(let path), .unsupportedSampleRate(let path, _),
      .nonFiniteSamples(let path, _), .tooLong(let path, _), .tooShort(let path, _, _), .silent(let path, _),
      .unknownWritingFormat(let path, _), .unsupportedWritingFormat(let path, _, _, _),
      .unwritable(let path, _):
      path
    case .resamplingFailed, .encodingFailed: nil
    }
  }
}
