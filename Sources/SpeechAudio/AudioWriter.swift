import CSndFile
public import Foundation

/// Writes audio as a stream, as it is recorded, so that a program that is killed leaves what it had written.
///
/// At any moment the file is valid. A WAV file's header counts every sample that was written; a FLAC file lacks at
/// most its last 4096 samples (the block that is being encoded) and, until ``finish()``, its total length, which
/// readers do without. What a power failure takes is up to the file system.
///
/// A new file has its name from the beginning. One that replaces another is written beside it and takes its name in
/// ``finish()``: until then the old one is untouched.
///
/// ```swift
/// let writer = try AudioWriter(to: url, sampleRate: 48_000)
/// try writer.write(samples)
/// try writer.finish()
/// ```
///
/// One writer serves one thread at a time.
public final class AudioWriter {
  /// Where the finished file is.
  public let path: String

  /// Where the samples are now: ``path``, or beside it while that is an older file's.
  public private(set) var currentPath: String

  /// Samples per second, in hertz.
  public let sampleRate: Int

  /// Samples that were written.
  public private(set) var sampleCount = 0

  /// Length of what was written, in seconds.
  public var duration: Double { Double(sampleCount) / Double(sampleRate) }

  private let encoding: SampleEncoding
  /// Outlives the handle, which writes to its number and does not close it.
  private let file: FileDescriptor
  /// libsndfile's file; nil once closed.
  private var handle: OpaquePointer?

  /// Samples that go to libsndfile at once, in seconds: the header is brought up to date behind each.
  private static let pieceDuration = 0.25

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - url: Where to write; the extension says what (`.wav`, `.flac`).
  ///   - sampleRate: Samples per second, in hertz.
  ///   - encoding: How to store a sample; FLAC has no floats.
  ///   - replacing: Whether a file of that name may be replaced; where it may not, and is there, nothing is written.
  /// - Throws: `AudioError.unknownWritingFormat`, `.unsupportedWritingFormat`, or `.unwritable` with `EEXIST` for a file
  ///   that is there already.
  public init(
    to url: URL, sampleRate: Int, encoding: SampleEncoding = .integer16, replacing: Bool = false
  ) throws(AudioError) {
    path = url.path
    self.sampleRate = sampleRate
    self.encoding = encoding
    var info = try WritingFormat(path: path, encoding: encoding, sampleRate: sampleRate).info
    do throws(POSIXFailure) {
      (file, currentPath) = try Self.create(path, replacing: replacing)
    } catch {
      throw .unwritable(path: path, errorNumber: error.errorNumber)
    }
    errno = 0
    guard let handle = sf_open_fd(file.number, SFM_WRITE.signed, &info, 0) else {
      let errorNumber = errno == 0 ? EIO : errno
      unlink(currentPath)
      throw .unwritable(path: path, errorNumber: errorNumber)
    }
    sf_command(handle, SFC_SET_ADD_PEAK_CHUNK.signed, nil, 0)
    // command.md, SFC_SET_UPDATE_HEADER_AUTO: the header is rewritten after each write.
    sf_command(handle, SFC_SET_UPDATE_HEADER_AUTO.signed, nil, SF_TRUE.signed)
    self.handle = handle
  }

  deinit {
    if let handle { sf_close(handle) }
  }

  /// Appends samples; beyond -1...1 they are clipped, except in floats.
  ///
  /// - Parameter samples: Mono amplitudes at ``sampleRate``, any number of them.
  /// - Throws: `AudioError.unwritable`, as on a full disk; what was written before stays.
  public func write(_ samples: [Float]) throws(AudioError) {
    guard let handle else { preconditionFailure("an audio writer that has finished takes no more samples") }
    let length = max(1, Int(Self.pieceDuration * Double(sampleRate)))
    for start in stride(from: 0, to: samples.count, by: length) {
      let piece = samples[start..<min(samples.count, start + length)]
      errno = 0
      guard Int(encoding.write(piece, to: handle)) == piece.count else { throw failure() }
      sampleCount += piece.count
    }
  }

  /// Completes the file and gives it its name; the older file of that name, if there is one, is gone then.
  ///
  /// - Throws: `AudioError.unwritable`; what was recorded is at ``currentPath`` then.
  public func finish() throws(AudioError) {
    try close()
    guard currentPath != path else { return }
    guard rename(currentPath, path) == 0 else { throw failure() }
    currentPath = path
  }

  /// Completes the file where it is, at ``currentPath``, and leaves an older file of its name alone.
  ///
  /// - Throws: `AudioError.unwritable`.
  public func close() throws(AudioError) {
    guard let handle else { return }
    self.handle = nil
    errno = 0
    guard sf_close(handle) == 0 else { throw failure() }
  }

  /// Removes what was written.
  public func discard() {
    try? close()
    unlink(currentPath)
  }

  private func failure() -> AudioError {
    .unwritable(path: currentPath, errorNumber: errno == 0 ? EIO : errno)
  }

  private static func create(
    _ path: String, replacing: Bool
  ) throws(POSIXFailure) -> (file: FileDescriptor, path: String) {
    // O_EXCL: between a look and a create another program could make the file.
    let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    let errorNumber = errno
    if let file = FileDescriptor(takingOver: number) { return (file, path) }
    var status = stat()
    guard errorNumber == EEXIST, replacing, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else {
      throw POSIXFailure(errorNumber: errorNumber)
    }
    let url = URL(fileURLWithPath: path)
    return try FileDescriptor.unique(
      prefix: url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent)").path)
  }
}
