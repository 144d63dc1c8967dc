import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// An exclusive lock that the system lifts when the process ends, however it ends.
struct FolderLock {
  private let descriptor: Int32

  /// Waits until nobody else has the lock.
  init(_ url: URL) throws {
    descriptor = open(url.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw CacheError(path: url.path) }
  }

  /// Takes the lock where nobody else has it; nil where somebody has.
  init?(ifFree url: URL) throws {
    descriptor = open(url.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw CacheError(path: url.path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      // Some network folders have no locks at all: that is not somebody else's work.
      let isTaken = errno == EWOULDBLOCK
      close(descriptor)
      guard isTaken else { throw CacheError(path: url.path) }
      return nil
    }
  }

  func unlock() { close(descriptor) }
}
