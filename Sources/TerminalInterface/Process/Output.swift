public import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes on their way to standard output or standard error, collected so that few system calls carry them.
public struct Output: Sendable {
  private let fileDescriptor: Int32
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 16

  /// Standard output: collected until ``flush()`` or until much has come together.
  public static let standard = Output(fileDescriptor: 1)

  private init(fileDescriptor: Int32) { self.fileDescriptor = fileDescriptor }

  /// Adds text.
  public mutating func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Adds a line.
  public mutating func writeLine(_ line: String = "") throws { try write(line + "\n") }

  /// Adds lines.
  public mutating func write(lines: [String]) throws {
    for line in lines { try writeLine(line) }
  }

  /// Adds bytes.
  public mutating func write(bytes: Data) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Hands over what was collected. Where the reader has gone (`| head`), ends the process as the signal would.
  public mutating func flush() throws {
    let descriptor = fileDescriptor
    try buffer.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = posixWrite(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        if count > 0 {
          sent += count
        } else if errno == EPIPE, descriptor == 1 {
          endByBrokenPipe()
        } else if errno != EINTR {
          throw OutputError(reason: String(cString: strerror(errno)))
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes to standard error at once; nothing helps where that fails.
  public static func writeError(_ text: String) {
    guard !text.isEmpty else { return }
    var error = Output(fileDescriptor: 2)
    try? error.write(text)
    try? error.flush()
  }
}

/// Ends the process as a broken pipe does. Libraries may have blocked the signal: JACK's does as soon as it is asked for devices.
private func endByBrokenPipe() -> Never {
  signal(SIGPIPE, SIG_DFL)
  var broken = sigset_t()
  sigemptyset(&broken)
  sigaddset(&broken, SIGPIPE)
  pthread_sigmask(SIG_UNBLOCK, &broken, nil)
  raise(SIGPIPE)
  _exit(128 + SIGPIPE)
}

private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// Standard output could not be written.
public struct OutputError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// What the system says.
  public let reason: String

  /// What was tried, and what the system says.
  public var description: String { "standard output could not be written: \(reason)." }
  /// The same sentence.
  public var errorDescription: String? { description }
}
