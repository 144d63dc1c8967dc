import CSndFile
import Foundation

/// What libsndfile is to write for a file's name: WAV or FLAC, one channel.
struct WritingFormat {
  /// For `sf_open`.
  let info: SF_INFO

  /// - Parameters:
  ///   - path: Ends in `.wav`, `.wave` or `.flac`, in upper or lower case.
  ///   - encoding: How to store a sample.
  ///   - sampleRate: Samples per second, in hertz.
  /// - Throws: `AudioError.unknownWritingFormat` or `.unsupportedWritingFormat`.
  init(path: String, encoding: SampleEncoding, sampleRate: Int) throws(AudioError) {
    let container: (name: String, number: Int)
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "wav", "wave": container = ("WAV", SF_FORMAT_WAV.whole)
    case "flac": container = ("FLAC", SF_FORMAT_FLAC.whole)
    case let other: throw .unknownWritingFormat(path: path, fileExtension: other)
    }
    var info = SF_INFO()
    info.channels = 1
    info.samplerate = Int32(clamping: sampleRate)
    info.format = Int32(container.number | encoding.number)
    guard sf_format_check(&info) != 0 else {
      throw .unsupportedWritingFormat(
        path: path, container: container.name, encoding: encoding, sampleRate: sampleRate)
    }
    self.info = info
  }
}
