public import Foundation

/// Reads audio as a stream: a ten-hour recording in a few hundred kilobytes of memory.
///
/// Blocks are mixed to one channel and converted to the wanted rate as they are decoded, and are together equal to
/// what `AudioFile.decode(contentsOf:sampleRate:maximumDuration:)` gives. One reader serves one stream, on one
/// thread at a time.
///
/// ```swift
/// let reader = try AudioReader(contentsOf: url, sampleRate: 16_000)
/// while let block = try reader.read(maximumSampleCount: 16_000) { ... }
/// ```
public final class AudioReader {
  /// Samples per second of what is read, in hertz.
  public let sampleRate: Int

  /// Samples per second in the file, in hertz.
  public let originalSampleRate: Int

  /// Channels in the file.
  public let originalChannelCount: Int

  /// Container and encoding in words, such as `WAV, 16-bit PCM`.
  public let format: String

  /// The length that the file declares, in seconds; nil where it does not say. Damaged files declare anything.
  public let duration: Double?

  /// What is wrong with the file; complete once `read(maximumSampleCount:)` has returned nil.
  public private(set) var warnings: [AudioWarning] = []

  private let stream: MonoStream
  private let source: ByteSource
  private var pending: [Float] = []
  private var pendingStart = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - url: A file of any format in `AudioFormats`; a named pipe is copied to a temporary file first.
  ///   - sampleRate: Wanted samples per second, in hertz; nil keeps the file's.
  /// - Throws: `AudioError`, which says what is wrong with the file.
  public convenience init(contentsOf url: URL, sampleRate: Int? = nil) throws(AudioError) {
    try self.init(ByteSource.open(url), sampleRate: sampleRate)
  }

  /// Opens the bytes of an audio file.
  ///
  /// - Parameters:
  ///   - data: The bytes of an audio file, its header included.
  ///   - sampleRate: Wanted samples per second, in hertz; nil keeps the file's.
  /// - Throws: `AudioError`, which says what is wrong with the bytes.
  public convenience init(data: Data, sampleRate: Int? = nil) throws(AudioError) {
    try self.init(ByteSource(data: data), sampleRate: sampleRate)
  }

  init(
    _ source: ByteSource, sampleRate: Int?,
    searchPath: @autoclosure () -> String? = ProcessInfo.processInfo.environment["PATH"]
  ) throws(AudioError) {
    self.source = source
    let decoder = try AudioDecoders.decoder(for: source, searchPath: searchPath())
    stream = try MonoStream(decoder, path: source.path, sampleRate: sampleRate)
    self.sampleRate = stream.sampleRate
    originalSampleRate = decoder.sampleRate
    originalChannelCount = decoder.channelCount
    format = decoder.format
    duration = decoder.declaredFrameCount.map(decoder.seconds)
  }

  /// Reads the next samples.
  ///
  /// - Parameter maximumSampleCount: Samples wanted; positive. Fewer come only at the end.
  /// - Returns: The next samples, or nil after the last.
  /// - Throws: `AudioError` where the file cannot be read on, or has samples that are not numbers.
  public func read(maximumSampleCount: Int) throws(AudioError) -> Waveform? {
    precondition(maximumSampleCount > 0, "a reader reads at least one sample at a time")
    while pending.count - pendingStart < maximumSampleCount {
      if pendingStart > 0 {
        pending.removeFirst(pendingStart)
        pendingStart = 0
      }
      guard try stream.next(sink: { pending.append(contentsOf: $0) }) else { break }
      noteEnd()
    }
    let end = pendingStart + min(maximumSampleCount, pending.count - pendingStart)
    guard end > pendingStart else { return nil }
    defer { pendingStart = end }
    return Waveform(samples: Array(pending[pendingStart..<end]), sampleRate: sampleRate)
  }

  /// Reads everything that is left.
  func readAll(maximumDuration: Double) throws(AudioError) -> [Float] {
    let limit = maximumDuration * Double(sampleRate)
    let tooLong = AudioError.tooLong(path: source.path, maximumSeconds: maximumDuration)
    if stream.decoder.isDeclaredFrameCountReliable, let duration, duration > maximumDuration { throw tooLong }
    var samples: [Float] = []
    samples.reserveCapacity(reservation(limit: limit))
    while try stream.next(sink: { samples.append(contentsOf: $0) }) {
      guard Double(samples.count) <= limit else { throw tooLong }
    }
    noteEnd()
    return samples
  }

  /// Room to set aside: what the file declares, as far as files of its size can be believed.
  private func reservation(limit: Double) -> Int {
    guard let duration else { return 0 }
    // Lossy codecs go down to about a hundredth of a byte per sample in silence; beyond this the array grows.
    let believable = max(Double(1 << 20), Double(source.length) * 64)
    return Int(min(duration * Double(sampleRate) + 1, believable, limit + 1))
  }

  private func noteEnd() {
    guard stream.hasEnded else { return }
    warnings = stream.decoder.warnings(decodedFrameCount: stream.decodedFrameCount)
  }

  /// Samples that wait to be read: at most a block's worth more than was asked for.
  var pendingSampleCount: Int { pending.count - pendingStart }
}
