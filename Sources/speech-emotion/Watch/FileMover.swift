import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Moves files into another folder, where nothing is ever written over.
struct FileMover {
  /// The folder to move to.
  let folder: String

  /// Moves a file.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - name: Where it is to be, from the folder; folders on the way are made.
  /// - Returns: Where it is now: `name`, or `name-2` where another file has that.
  /// - Throws: ``FileMoveError``; the file is where it was then.
  func move(_ path: String, to name: String) throws(FileMoveError) -> String {
    let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw FileMoveError(path: path, destination: url.path, reason: error.localizedDescription)
    }
    let stem = url.deletingPathExtension().path
    for number in 1... {
      let suffix =
        (number == 1 ? "" : "-\(number)") + (url.pathExtension.isEmpty ? "" : "." + url.pathExtension)
      let destination = stem + suffix
      if Self.isSame(path, destination) {
        // It was moved before, and the process ended before it could take it away here.
        try Self.takeAway(path, keeping: destination)
        return destination
      }
      switch Self.rename(path, destination) {
      case 0: return destination
      case EEXIST: continue
      case EXDEV:
        guard try Self.copy(path, destination) else { continue }
        return destination
      case let code:
        throw FileMoveError(path: path, destination: destination, reason: String(cString: strerror(code)))
      }
    }
    return path
  }

  /// Gives a file another name, unless that is taken.
  ///
  /// - Returns: 0, or why not.
  private static func rename(_ path: String, _ destination: String) -> Int32 {
    // rename(2) would write over a file of that name; link(2) never does.
    if link(path, destination) == 0 {
      guard unlink(path) != 0 else { return 0 }
      let code = errno
      unlink(destination)
      return code
    }
    guard ![EEXIST, EXDEV, ENOENT].contains(errno) else { return errno }
    // No hard links here: an empty file keeps the name until the real one takes its place.
    let descriptor = open(destination, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno }
    close(descriptor)
    guard Glibc.rename(path, destination) != 0 else { return 0 }
    let code = errno
    unlink(destination)
    return code
  }

  /// Moves a file to another file system: a copy beside the destination, then a rename, then the original goes.
  ///
  /// - Returns: Whether the name was free.
  private static func copy(_ path: String, _ destination: String) throws(FileMoveError) -> Bool {
    let url = URL(fileURLWithPath: destination)
    let name = ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).tmp"
    let temporary = url.deletingLastPathComponent().appendingPathComponent(name).path
    unlink(temporary)
    do {
      // With its times, by which it would be known again.
      try FileManager.default.copyItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path, toPath: temporary)
    } catch {
      unlink(temporary)
      throw FileMoveError(path: path, destination: destination, reason: error.localizedDescription)
    }
    let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
    fsync(descriptor)
    close(descriptor)
    let code = rename(temporary, destination)
    guard code == 0 else {
      unlink(temporary)
      guard code == EEXIST else {
        throw FileMoveError(path: path, destination: destination, reason: String(cString: strerror(code)))
      }
      return false
    }
    do {
      try takeAway(path, keeping: destination)
    } catch {
      // Two of it would be one more each time that somebody looks.
      unlink(destination)
      throw error
    }
    return true
  }

  /// Removes an original that has its copy.
  private static func takeAway(_ path: String, keeping destination: String) throws(FileMoveError) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw FileMoveError(path: path, destination: destination, reason: String(cString: strerror(errno)))
  }

  /// Whether two paths lead to one file, or to a file and its copy.
  private static func isSame(_ path: String, _ other: String) -> Bool {
    var one = stat()
    var two = stat()
    guard stat(path, &one) == 0, stat(other, &two) == 0 else { return false }
    if one.st_dev == two.st_dev, one.st_ino == two.st_ino { return true }
    return FileStamp(of: path) == FileStamp(of: other)
      && FileManager.default.contentsEqual(atPath: path, andPath: other)
  }
}

/// A file could not be moved.
struct FileMoveError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// Where it is.
  let path: String
  /// Where it was to be.
  let destination: String
  /// What the system says.
  let reason: String

  var description: String {
    "\(path) was answered, but could not be moved to \(destination): \(reason). It stays; the next start tries again."
  }

  var errorDescription: String? { description }
}
