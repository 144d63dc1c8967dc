import Foundation

/// What tells whether a file has changed: its size, and when it was written last.
struct FileStamp: Hashable, Sendable {
  /// Bytes.
  let size: Int64
  /// When it was last written: seconds since 1970.
  let seconds: Int64
  /// And nanoseconds, as far as the file system keeps them.
  let nanoseconds: Int64

  init(size: Int64, seconds: Int64, nanoseconds: Int64) {
    (self.size, self.seconds, self.nanoseconds) = (size, seconds, nanoseconds)
  }

  /// Looks at a file; nil where no regular file is there.
  ///
  /// - Parameter path: The file, or a link to it.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(
      size: Int64(status.st_size), seconds: Int64(status.st_mtim.tv_sec),
      nanoseconds: Int64(status.st_mtim.tv_nsec))
  }
}
