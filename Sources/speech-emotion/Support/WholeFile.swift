import Foundation

/// Files that are there whole or not at all.
enum WholeFile {
  /// Writes beside the destination, then renames.
  ///
  /// - Parameters:
  ///   - data: What to write.
  ///   - path: The destination; a file already there is replaced.
  /// - Throws: ``WholeFileError``.
  static func write(_ data: Data, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    let name = ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).tmp"
    let temporary = url.deletingLastPathComponent().appendingPathComponent(name).path
    guard !FolderWalk.isFolder(path) else { throw WholeFileError(path: path, reason: "it is a folder") }
    do {
      try data.write(to: URL(fileURLWithPath: temporary))
    } catch {
      unlink(temporary)
      let system = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      let code = system?.domain == NSPOSIXErrorDomain ? Int32(system?.code ?? 0) : 0
      let reason =
        code != 0
        ? String(cString: strerror(code)) : (error as? CocoaError).map { Self.reason($0) } ?? "\(error)"
      throw WholeFileError(path: path, reason: reason)
    }
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw WholeFileError(path: path, reason: reason)
    }
  }

  private static func reason(_ error: CocoaError) -> String {
    switch error.code {
    case .fileNoSuchFile: "its folder does not exist"
    case .fileWriteNoPermission: "no permission"
    case .fileWriteOutOfSpace: "the disk is full"
    default: error.localizedDescription
    }
  }
}

/// A file could not be written.
struct WholeFileError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The destination.
  let path: String
  /// What the system says.
  let reason: String

  var description: String {
    "\(path) could not be written: \(reason). Check that its folder exists, can be written to and has room."
  }

  var errorDescription: String? { description }
}
