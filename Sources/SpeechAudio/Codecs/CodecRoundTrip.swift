import CSndFile
import Foundation

/// What is left of audio after a lossy codec: encoded and decoded again by libsndfile, in a nameless temporary file.
///
/// Both codecs run at 16 kHz, where calls and voice messages are; the result has the rate and length that went in.
/// libsndfile 1.1 is the first to write MP3 and to take Opus's bit rate.
public struct CodecRoundTrip: Sendable, Hashable {
  /// A lossy codec.
  public enum Codec: String, Sendable, Hashable, CaseIterable {
    /// Opus in Ogg (RFC 6716): calls over the internet, voice messages.
    case opus
    /// MPEG-2 layer III: the recordings that people have.
    case mp3
  }

  /// The codec.
  public var codec: Codec

  /// Bits a second, in thousands: 6...256 for Opus, 8...160 for MP3.
  public var kilobitsPerSecond: Double

  /// Samples a second while encoded, in hertz.
  public static let sampleRate = 16_000

  /// Describes a round trip.
  ///
  /// - Parameters:
  ///   - codec: The codec.
  ///   - kilobitsPerSecond: Bits a second, in thousands; moved into the codec's range.
  public init(_ codec: Codec, kilobitsPerSecond: Double) {
    self.codec = codec
    self.kilobitsPerSecond = min(
      max(kilobitsPerSecond, codec.kilobits.lowerBound), codec.kilobits.upperBound)
  }

  /// Encodes and decodes.
  ///
  /// - Parameter waveform: Audio at any rate; what is beyond -1...1 is clipped.
  /// - Returns: As many samples at the same rate, in step with the original.
  /// - Throws: `AudioError.encodingFailed` where libsndfile is too old or the disk full, `AudioError.resamplingFailed`.
  public func applied(to waveform: Waveform) throws(AudioError) -> Waveform {
    guard !waveform.samples.isEmpty else { return waveform }
    let coded = try waveform.resampled(to: Self.sampleRate)
    let reader = try AudioReader(encoded(coded), sampleRate: waveform.sampleRate)
    var samples = try reader.readAll(maximumDuration: waveform.duration + 10)
    // Encoders fill up the last frame, and give no more than they were given.
    if samples.count > waveform.samples.count {
      samples.removeLast(samples.count - waveform.samples.count)
    } else {
      samples.append(contentsOf: repeatElement(0, count: waveform.samples.count - samples.count))
    }
    return Waveform(samples: samples, sampleRate: waveform.sampleRate)
  }

  /// The bytes of the encoded file.
  ///
  /// - Parameter waveform: At ``sampleRate``.
  /// - Returns: The file.
  /// - Throws: `AudioError.encodingFailed`.
  func encoded(_ waveform: Waveform) throws(AudioError) -> ByteSource {
    let file: FileDescriptor
    do throws(POSIXFailure) {
      file = try FileDescriptor.temporary()
    } catch {
      throw failure(POSIXReason.text(error.errorNumber))
    }
    var info = SF_INFO()
    info.channels = 1
    info.samplerate = Int32(waveform.sampleRate)
    info.format = Int32(codec.format)
    guard sf_format_check(&info) != 0 else { throw failure("this libsndfile cannot write it") }
    guard let handle = sf_open_fd(file.number, SFM_WRITE.signed, &info, 0) else {
      throw failure(String(cString: sf_strerror(nil)))
    }
    let isSet = setBitRate(of: handle)
    let count = sf_count_t(waveform.samples.count)
    let written = sf_writef_float(handle, waveform.samples.map { min(max($0, -1), 1) }, count)
    let message = String(cString: sf_strerror(handle))
    let closed = sf_close(handle)
    guard isSet else { throw failure("this libsndfile does not let its bit rate be chosen") }
    guard written == count, closed == 0 else { throw failure(message) }
    var status = stat()
    guard fstat(file.number, &status) == 0, status.st_size > 0 else { throw failure("nothing was written") }
    return ByteSource(path: "audio data in memory", file: file, length: Int64(status.st_size))
  }

  /// libsndfile names a bit rate by a compression level: 1 is the codec's lowest, 0 its highest, linear between them
  /// (1.2.2, src/ogg_opus.c and src/mpeg_l3_encode.c).
  private func setBitRate(of handle: OpaquePointer) -> Bool {
    let range = codec.kilobits
    var level = (range.upperBound - kilobitsPerSecond) / (range.upperBound - range.lowerBound)
    var mode = SF_BITRATE_MODE_CONSTANT.signed
    if codec == .mp3 {
      // Its answer is no help: 1.2.0 says 0 for "done" where the mode was constant before.
      sf_command(handle, SFC_SET_BITRATE_MODE.signed, &mode, Int32(MemoryLayout<Int32>.size))
    }
    return sf_command(
      handle, SFC_SET_COMPRESSION_LEVEL.signed, &level, Int32(MemoryLayout<Double>.size)) != 0
  }

  private func failure(_ detail: String) -> AudioError {
    .encodingFailed(codec: codec.rawValue, kilobitsPerSecond: kilobitsPerSecond, detail: detail)
  }
}

extension CodecRoundTrip.Codec {
  fileprivate var format: Int {
    switch self {
    case .opus: SF_FORMAT_OGG.whole | SF_FORMAT_OPUS.whole
    case .mp3: SF_FORMAT_MPEG.whole | SF_FORMAT_MPEG_LAYER_III.whole
    }
  }

  /// Bits a second of one channel at 16 kHz, in thousands.
  fileprivate var kilobits: ClosedRange<Double> {
    switch self {
    case .opus: 6...256
    case .mp3: 8...160
    }
  }
}
