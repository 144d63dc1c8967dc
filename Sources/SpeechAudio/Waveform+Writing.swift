import CSndFile
public import Foundation

extension Waveform {
  /// Writes the waveform as WAV or FLAC, told by the name's extension (`.wav`, `.flac`).
  ///
  /// A temporary file beside the target is written and then takes its name, so that the target is either as it was
  /// or complete. Samples beyond -1...1 are clipped, except in floats.
  ///
  /// - Parameters:
  ///   - url: Where to write; an existing file is replaced.
  ///   - encoding: How to store a sample; FLAC has no floats.
  /// - Throws: `AudioError.unknownWritingFormat`, `.unsupportedWritingFormat` or `.unwritable`.
  public func write(to url: URL, encoding: SampleEncoding = .integer16) throws(AudioError) {
    let path = url.path
    let container: (name: String, number: Int)
    switch url.pathExtension.lowercased() {
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
    do throws(POSIXFailure) {
      try TemporarySibling.write(to: path) { (number) throws(POSIXFailure) in
        try write(to: number, info: info, encoding: encoding)
      }
    } catch {
      throw .unwritable(path: path, errorNumber: error.errorNumber)
    }
  }

  private func write(to number: Int32, info: SF_INFO, encoding: SampleEncoding) throws(POSIXFailure) {
    var info = info
    guard let handle = sf_open_fd(number, SFM_WRITE.signed, &info, 0) else {
      throw POSIXFailure(errorNumber: errno == 0 ? EIO : errno)
    }
    // The peak chunk holds the time of day, and the same samples are to give the same file.
    sf_command(handle, SFC_SET_ADD_PEAK_CHUNK.signed, nil, 0)
    errno = 0
    var isWhole = true
    for start in stride(from: 0, to: samples.count, by: MonoStream.blockLength) where isWhole {
      let block = samples[start..<min(samples.count, start + MonoStream.blockLength)]
      isWhole = Int(encoding.write(block, to: handle)) == block.count
    }
    let errorNumber = errno
    let closed = sf_close(handle)
    guard isWhole, closed == 0 else { throw POSIXFailure(errorNumber: errorNumber == 0 ? EIO : errorNumber) }
  }
}

extension SampleEncoding {
  fileprivate var number: Int {
    switch self {
    case .integer16: SF_FORMAT_PCM_16.whole
    case .integer24: SF_FORMAT_PCM_24.whole
    case .float32: SF_FORMAT_FLOAT.whole
    }
  }

  /// Writes a block; whole numbers are rounded and clipped here, since libsndfile drops the last bits and, left
  /// to itself, lets what is too loud wrap around to the other sign.
  fileprivate func write(_ block: ArraySlice<Float>, to handle: OpaquePointer) -> sf_count_t {
    let count = sf_count_t(block.count)
    switch self {
    case .integer16:
      return sf_writef_short(handle, block.map { Int16(Self.whole($0, steps: 32768)) }, count)
    case .integer24:
      return sf_writef_int(handle, block.map { Self.whole($0, steps: 8_388_608) << 8 }, count)
    case .float32:
      return sf_writef_float(handle, Array(block), count)
    }
  }

  private static func whole(_ sample: Float, steps: Float) -> Int32 {
    sample.isNaN ? 0 : Int32(min(max((sample * steps).rounded(.toNearestOrEven), -steps), steps - 1))
  }
}
