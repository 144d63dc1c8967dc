/// Decodes by an ffmpeg process, which gives a WAV of 32-bit floats through a pipe.
final class FFmpegDecoder: AudioDecoder {
  let sampleRate: Int
  let channelCount: Int
  let format: String
  let declaredFrameCount: Int?
  let isDeclaredFrameCountReliable = false

  private let process: FFmpegProcess
  private let path: String
  private let survey: ContainerSurvey

  /// Samples that came with the header's block, and the bytes of one that is not whole yet.
  private var pending: [UInt8]
  private var ending: FFmpegLog?

  init(
    _ source: ByteSource, container: Container?, survey: ContainerSurvey, executable: String,
    nativeComplaint: String?
  ) throws(AudioError) {
    path = source.path
    self.survey = survey
    let input = try source.descriptor()
    var head: [UInt8] = []
    do throws(POSIXFailure) {
      process = try FFmpegProcess(executable: executable, input: input)
      while FFmpegWaveHeader(head) == nil, head.count < FFmpegWaveHeader.longest {
        var block = [UInt8](repeating: 0, count: 4096)
        let process = process
        let count = try block.withUnsafeMutableBytes { process.read(into: $0) }.get()
        if count == 0 { break }
        head += block.prefix(count)
      }
    } catch {
      throw .ffmpegFailed(path: path, exitStatus: -1, message: POSIXReason.text(error.errorNumber))
    }
    guard let header = FFmpegWaveHeader(head) else {
      let (exitStatus, text) = process.finish()
      throw FFmpegLog(text).failure(
        path: path, container: container, exitStatus: exitStatus, nativeComplaint: nativeComplaint)
    }
    guard (1...AudioDecoders.maximumChannelCount).contains(header.channelCount) else {
      throw .noChannels(path: path)
    }
    guard AudioFormats.sampleRates.contains(header.sampleRate) else {
      throw .unsupportedSampleRate(path: path, sampleRate: header.sampleRate)
    }
    let log = FFmpegLog(process.currentLog)
    sampleRate = header.sampleRate
    channelCount = header.channelCount
    pending = Array(head.dropFirst(header.byteCount))
    format = [container?.rawValue ?? log.container, log.encoding].compactMap { $0 }.joined(separator: ", ")
    declaredFrameCount = log.duration.map { Int($0 * Double(header.sampleRate)) }
  }

  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    let frameByteCount = 4 * channelCount
    let bytes = UnsafeMutableRawBufferPointer(
      rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(buffer.count / channelCount * frameByteCount)])
    guard !bytes.isEmpty else { return 0 }
    var count = min(pending.count, bytes.count)
    bytes.copyBytes(from: pending.prefix(count))
    pending.removeFirst(count)
    // At least one whole frame, unless the end comes first; a part of a frame waits for the next call.
    while count < frameByteCount {
      let given: Int
      do throws(POSIXFailure) {
        given = try process.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...])).get()
      } catch {
        throw .ffmpegFailed(path: path, exitStatus: -1, message: POSIXReason.text(error.errorNumber))
      }
      if given == 0 { return 0 }
      count += given
    }
    let whole = count / frameByteCount * frameByteCount
    pending.append(contentsOf: bytes[whole..<count])
    return whole / frameByteCount
  }

  func warnings(decodedFrameCount: Int) -> [AudioWarning] {
    let (exitStatus, text) = process.finish()
    let log = FFmpegLog(text)
    let decodedSeconds = seconds(decodedFrameCount)
    if survey.isTruncated || log.tellsOfEarlyEnd {
      let declared = survey.declaredSeconds(decodedSeconds: decodedSeconds) ?? log.duration
      return [
        .truncated(
          decodedSeconds: decodedSeconds,
          declaredSeconds: declared.flatMap { $0 > decodedSeconds + 0.01 ? $0 : nil })
      ]
    }
    if let complaint = log.complaints.first { return [.damaged(detail: "ffmpeg: \(complaint)")] }
    return exitStatus == 0 ? [] : [.damaged(detail: "ffmpeg ended with status \(exitStatus)")]
  }
}
