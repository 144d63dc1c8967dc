/// One way to turn a file into interleaved samples, block by block.
protocol AudioDecoder: AnyObject {
  /// Samples per second, in hertz.
  var sampleRate: Int { get }

  /// Interleaved channels.
  var channelCount: Int { get }

  /// Container and encoding in words.
  var format: String { get }

  /// Samples per channel that the file promises; nil where it does not say. Promises are not to be trusted.
  var declaredFrameCount: Int? { get }

  /// Whether the promised length is checked against the file's size, so that it can be believed.
  var isDeclaredFrameCountReliable: Bool { get }

  /// Decodes the next samples of all channels; returns how many per channel, 0 at the end.
  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int

  /// What went wrong, known once the end was reached and given the samples per channel that were decoded.
  func warnings(decodedFrameCount: Int) -> [AudioWarning]
}

extension AudioDecoder {
  func seconds(_ frameCount: Int) -> Double { Double(frameCount) / Double(sampleRate) }
}

/// Picks the decoder for an input by its content.
enum AudioDecoders {
  /// More channels than this are a damaged header; libsndfile has the same limit.
  static let maximumChannelCount = 1024

  /// Opens the input; the search path, as in the `PATH` variable, is where ffmpeg is looked for.
  static func decoder(for source: ByteSource, searchPath: @autoclosure () -> String?) throws(AudioError)
    -> any AudioDecoder
  {
    guard source.length > 0 else { throw .emptyFile(path: source.path) }
    let container = Container(source)
    let survey = ContainerSurvey(source, container: container)
    if survey.channelCount == 0 { throw .noChannels(path: source.path) }
    if let rate = survey.sampleRate, !AudioFormats.sampleRates.contains(rate) {
      throw .unsupportedSampleRate(path: source.path, sampleRate: rate)
    }
    var complaint = "its header makes no sense"
    if let container, container.isNative {
      switch SndFileDecoder.open(source, container: container, survey: survey) {
      case .success(let decoder): return decoder
      case .failure(let failure): complaint = failure.message
      }
    }
    if let errorNumber = source.errorNumber { throw .unreadable(path: source.path, errorNumber: errorNumber) }
    guard let executable = FFmpegProcess.executable(searchPath: searchPath()) else {
      guard let container else { throw .notAudio(path: source.path) }
      guard !container.isNative else {
        throw .damaged(path: source.path, container: container.rawValue, detail: complaint)
      }
      throw .ffmpegMissing(path: source.path, container: container.rawValue)
    }
    return try FFmpegDecoder(
      source, container: container, survey: survey, executable: executable,
      nativeComplaint: container?.isNative == true ? complaint : nil)
  }
}
