import Foundation

/// Files that are written beside their target and then take its name.
enum TemporarySibling {
  /// Hands an open, empty file to `body`, and moves it to `path` once that has returned.
  static func write(
    to path: String, body: (Int32) throws(POSIXFailure) -> Void
  ) throws(POSIXFailure) {
    let url = URL(fileURLWithPath: path)
    let prefix = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent)").path
    let (file, sibling) = try FileDescriptor.unique(prefix: prefix)
    do throws(POSIXFailure) {
      try body(file.number)
      guard rename(sibling, path) == 0 else { throw POSIXFailure(errorNumber: errno) }
    } catch {
      unlink(sibling)
      throw error
    }
  }
}
