import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that lines are added to, each of which is on the disk before work goes on.
final class GrowingFile {
  /// What to do with a last line that has no end, as a machine that lost power may leave it.
  enum TornEnd {
    /// Cut it off.
    case cut
    /// Keep it, and begin a new line behind it.
    case keep
  }

  private let path: String
  private let what: String
  private let descriptor: Int32
  /// Whether the file was empty when it was opened.
  private(set) var isEmpty: Bool

  /// Opens the file, or makes it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - what: What it is, for errors: `journal`.
  /// - Throws: ``WatchError``.
  init(_ path: String, what: String) throws(WatchError) {
    self.path = path
    self.what = what
    // Programs that are started, such as ffmpeg, must not inherit it: they would hold the lock.
    descriptor = open(path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unusable(path: path, what: what, reason: Self.reason) }
    isEmpty = lseek(descriptor, 0, SEEK_END) <= 0
  }

  deinit { close(descriptor) }

  /// Takes the file for this process alone.
  ///
  /// - Returns: Whether nobody else has it. Where the file system has no locks, nobody has.
  func lock() -> Bool {
    // The system lifts the lock when the process ends, however it ends.
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Sees to it that the next line begins as one.
  ///
  /// - Throws: ``WatchError``.
  func mend(_ tornEnd: TornEnd) throws(WatchError) {
    let length = lseek(descriptor, 0, SEEK_END)
    guard length > 0, !lastByteEndsLine(before: length) else { return }
    switch tornEnd {
    case .keep: try append("\n")
    case .cut:
      var end = length
      while end > 0, !lastByteEndsLine(before: end) { end -= 1 }
      guard ftruncate(descriptor, end) == 0 else {
        throw .unusable(path: path, what: what, reason: Self.reason)
      }
      isEmpty = end == 0
    }
  }

  /// Adds text and waits until it is on the disk; where that fails, the file is as it was before.
  ///
  /// - Throws: ``WatchError``.
  func append(_ text: String) throws(WatchError) {
    let bytes = Array(text.utf8)
    let length = lseek(descriptor, 0, SEEK_END)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = Self.reason
        ftruncate(descriptor, length)
        throw .unusable(path: path, what: what, reason: reason)
      }
      sent += count
    }
    // Some file systems cannot promise it; what can be done was done.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw .unusable(path: path, what: what, reason: Self.reason)
    }
    isEmpty = false
  }

  private func lastByteEndsLine(before end: off_t) -> Bool {
    var byte: UInt8 = 0
    return pread(descriptor, &byte, 1, end - 1) == 1 && byte == 10
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
