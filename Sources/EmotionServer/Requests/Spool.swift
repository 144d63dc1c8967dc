internal import Foundation
internal import Synchronization

/// The folder that uploads are in while they are heard: bounded, for this user alone, and swept of what a crash left.
///
/// Names are the server's own. Nothing that a client calls its file reaches the disk.
final class Spool: Sendable {
  /// The folder.
  let folder: URL
  private let limit: Int
  private let used = Mutex(0)
  private let next = Mutex(0)
  /// Held for as long as the server lives, so that another one can tell a folder in use from one that was left.
  private let lock: Int32

  private static let prefix = "speech-emotion-serve-"
  private static let newPrefix = "speech-emotion-server-"

  /// Makes the folder, and removes those of servers that are no more.
  ///
  /// - Parameters:
  ///   - parent: Where.
  ///   - limit: Bytes of all files together.
  /// - Throws: ``ServerError/noSpool(path:reason:)``.
  init(in parent: URL, limit: Int) throws(ServerError) {
    Self.sweep(parent)
    // Under another name until it is locked: another server that starts would sweep it away.
    var template = Array(parent.appending(path: Self.newPrefix + "XXXXXX").path.utf8CString)
    // mkdtemp makes it for this user alone (mkdtemp(3)).
    guard mkdtemp(&template) != nil else {
      throw .noSpool(path: parent.path, reason: String(cString: strerror(errno)))
    }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let name = Self.prefix + URL(fileURLWithPath: path).lastPathComponent.dropFirst(Self.newPrefix.count)
    folder = parent.appending(path: name)
    lock = open(path + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, rename(path, folder.path) == 0 else {
      throw .noSpool(path: path, reason: String(cString: strerror(errno)))
    }
    self.limit = limit
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
    close(lock)
  }

  /// Removes the folders that no server holds.
  private static func sweep(_ parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(prefix) || name.hasPrefix(newPrefix) {
      let folder = parent.appending(path: name)
      // Of a link, these are the link's own: only a folder of this user counts.
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path)
      guard let attributes, attributes[.type] as? FileAttributeType == .typeDirectory,
        (attributes[.ownerAccountID] as? NSNumber)?.uint32Value == geteuid()
      else { continue }
      // A server that is just starting has no lock yet; one that died there left nothing else.
      let changed = attributes[.modificationDate] as? Date ?? .now
      if name.hasPrefix(newPrefix), -changed.timeIntervalSinceNow < 60 { continue }
      let lock = open(folder.appending(path: "lock").path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard lock >= 0 else {
        rmdir(folder.path)
        continue
      }
      defer { close(lock) }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(at: folder) }
    }
  }

  /// Bytes of all files now.
  var usedBytes: Int { used.withLock { $0 } }

  /// An empty file that is removed when nobody holds it any more.
  ///
  /// - Parameter byteLimit: The most that it may have.
  /// - Returns: The file.
  /// - Throws: ``Problem`` where the disk does not have it.
  func file(byteLimit: Int) throws -> File {
    let number = next.withLock { number in
      number += 1
      return number
    }
    return try File(self, url: folder.appending(path: "upload-\(number)"), byteLimit: byteLimit)
  }

  fileprivate func take(_ count: Int) -> Bool {
    used.withLock { used in
      guard used + count <= limit else { return false }
      used += count
      return true
    }
  }

  fileprivate func giveBack(_ count: Int) { used.withLock { $0 -= count } }

  /// One upload. One task at a time writes it.
  final class File: @unchecked Sendable {
    /// Where it is.
    let url: URL
    /// How much of it there is.
    private(set) var byteCount = 0
    private let spool: Spool
    private let byteLimit: Int
    private let descriptor: Int32

    fileprivate init(_ spool: Spool, url: URL, byteLimit: Int) throws {
      let flags = O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC
      var file = open(url.path, flags, 0o600)
      if file < 0, errno == ENOENT {
        // Somebody tidied the folder of temporary files.
        mkdir(spool.folder.path, 0o700)
        file = open(url.path, flags, 0o600)
      }
      guard file >= 0 else { throw Self.full }
      descriptor = file
      self.spool = spool
      self.url = url
      self.byteLimit = byteLimit
    }

    private static var full: Problem {
      .busy("There is no room for uploads now.", retryAfter: 10)
    }

    /// Adds bytes.
    ///
    /// - Throws: ``Problem`` where they are too many, or there is no room.
    func write(_ bytes: some ContiguousBytes & Collection<UInt8>) throws {
      guard byteCount + bytes.count <= byteLimit else { throw Problem.tooLarge(bytes: byteLimit) }
      guard spool.take(bytes.count) else { throw Self.full }
      byteCount += bytes.count
      try bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
          let count = Foundation.write(
            descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { throw Self.full }
          rest = rest.dropFirst(count)
        }
      }
    }

    deinit {
      close(descriptor)
      unlink(url.path)
      spool.giveBack(byteCount)
    }
  }
}
