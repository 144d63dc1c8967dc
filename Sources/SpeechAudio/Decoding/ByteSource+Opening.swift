import Foundation

extension ByteSource {
  /// Opens a file for reading; a pipe is first copied into a nameless temporary file, since decoders seek.
  static func open(_ url: URL) throws(AudioError) -> ByteSource {
    guard url.isFileURL else { throw .notAFile(path: url.absoluteString) }
    let path = url.path
    let number = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard let file = FileDescriptor(takingOver: number) else { throw failure(path: path, errorNumber: errno) }
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw failure(path: path, errorNumber: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard status.st_size > 0 else { throw .emptyFile(path: path) }
      return ByteSource(path: path, file: file, length: Int64(status.st_size))
    case S_IFIFO, S_IFSOCK:
      return try spooled(file, path: path)
    case S_IFDIR:
      throw .isFolder(path: path)
    default:
      throw .notAFile(path: path)
    }
  }

  /// What `errno` means for somebody who named this path.
  static func failure(path: String, errorNumber: Int32) -> AudioError {
    switch errorNumber {
    case ENOENT, ENOTDIR: .missing(path: path)
    case EISDIR: .isFolder(path: path)
    case ENXIO, ENODEV: .notAFile(path: path)
    default: .unreadable(path: path, errorNumber: errorNumber)
    }
  }

  private static func spooled(_ pipe: FileDescriptor, path: String) throws(AudioError) -> ByteSource {
    let spool: (file: FileDescriptor, length: Int64)
    do throws(POSIXFailure) {
      spool = try copy(of: pipe)
    } catch {
      throw failure(path: path, errorNumber: error.errorNumber)
    }
    guard spool.length > 0 else { throw .emptyFile(path: path) }
    return ByteSource(path: path, file: spool.file, length: spool.length)
  }

  private static func copy(
    of pipe: FileDescriptor
  ) throws(POSIXFailure) -> (file: FileDescriptor, length: Int64) {
    let copy = try FileDescriptor.temporary()
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var length: Int64 = 0
    while true {
      let count = Foundation.read(pipe.number, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw POSIXFailure(errorNumber: errno) }
      guard count > 0 else { return (copy, length) }
      try block.withUnsafeBytes { copy.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }.get()
      length += Int64(count)
    }
  }
}
