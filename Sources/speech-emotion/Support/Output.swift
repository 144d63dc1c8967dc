import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes on their way to standard output or standard error, collected so that few system calls carry them.
struct Output {
  private let fileDescriptor: Int32
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 16

  /// Standard output: collected until ``flush()`` or until much has come together.
  static let standard = Output(fileDescriptor: 1)

  private init(fileDescriptor: Int32) { self.fileDescriptor = fileDescriptor }

  /// Adds text.
  mutating func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Adds a line.
  mutating func writeLine(_ line: String = "") throws { try write(line + "\n") }

  /// Adds lines.
  mutating func write(lines: [String]) throws {
    for line in lines { try writeLine(line) }
  }

  /// Adds bytes.
  mutating func write(bytes: Data) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Hands over what was collected. Where the reader has gone (`| head`), ends the process as the signal would.
  mutating func flush() throws {
    let descriptor = fileDescriptor
    try buffer.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = posixWrite(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        if count > 0 {
          sent += count
        } else if errno == EPIPE {
          signal(SIGPIPE, SIG_DFL)
          raise(SIGPIPE)
        } else if errno != EINTR {
          throw OutputError(reason: String(cString: strerror(errno)))
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes to standard error at once; nothing helps where that fails.
  static func writeError(_ text: String) {
    guard !text.isEmpty else { return }
    var error = Output(fileDescriptor: 2)
    try? error.write(text)
    try? error.flush()
  }
}

private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// Standard output could not be written.
struct OutputError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// What the system says.
  let reason: String

  var description: String { "standard output could not be written: \(reason)." }
  var errorDescription: String? { description }
}
