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
    let info = try WritingFormat(path: path, encoding: encoding, sampleRate: sampleRate).info
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
