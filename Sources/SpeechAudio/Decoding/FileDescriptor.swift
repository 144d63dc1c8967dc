import Foundation

/// An open file of the operating system, closed when nobody holds it any more.
final class FileDescriptor {
  let number: Int32

  /// Takes over a number; it lies above those that a child process gets, so that handing it on clobbers none.
  init?(takingOver number: Int32) {
    guard number >= 0 else { return nil }
    guard number < 10 else {
      self.number = number
      return
    }
    let moved = fcntl(number, F_DUPFD_CLOEXEC, 10)
    let errorNumber = errno
    close(number)
    guard moved >= 0 else {
      errno = errorNumber
      return nil
    }
    self.number = moved
  }

  deinit { close(number) }

  /// Two connected ends, not inherited by child processes.
  ///
  /// Sockets, because making a pipe and then marking it would leave a moment in which another thread's child
  /// could inherit it, and keep it open for ever.
  static func pair() throws(POSIXFailure) -> (ours: FileDescriptor, theirs: FileDescriptor) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw POSIXFailure(errorNumber: errno) }
    let ours = FileDescriptor(takingOver: ends[0])
    let theirs = FileDescriptor(takingOver: ends[1])
    guard let ours, let theirs else { throw POSIXFailure(errorNumber: errno) }
    return (ours, theirs)
  }

  /// A new file, and its path; the name is the given one with something unique.
  static func unique(prefix: String, mode: mode_t = 0o666) throws(POSIXFailure) -> (
    file: FileDescriptor, path: String
  ) {
    let path = "\(prefix).\(UUID().uuidString).tmp"
    // open(2) applies the user's mask to the mode, which mkstemp(3) would not.
    let opened = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard let file = FileDescriptor(takingOver: opened) else { throw POSIXFailure(errorNumber: errno) }
    return (file, path)
  }

  /// A file without a name in the folder for temporary files; it vanishes when closed.
  static func temporary() throws(POSIXFailure) -> FileDescriptor {
    let prefix = FileManager.default.temporaryDirectory.appendingPathComponent("speech-audio").path
    let (file, path) = try unique(prefix: prefix, mode: 0o600)
    unlink(path)
    return file
  }

  /// Writes all the bytes at the current position.
  func write(_ bytes: UnsafeRawBufferPointer) -> Result<Void, POSIXFailure> {
    var done = 0
    while done < bytes.count {
      let count = Foundation.write(number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return .failure(POSIXFailure(errorNumber: errno)) }
      done += count
    }
    return .success(())
  }
}

/// A system call's `errno`, before it is known which path it is about.
struct POSIXFailure: Error {
  let errorNumber: Int32
}
