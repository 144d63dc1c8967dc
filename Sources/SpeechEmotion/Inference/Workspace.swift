internal import Synchronization

/// Scratch memory of one running clip; grows to what the longest clip needed and is used again.
final class Workspace: @unchecked Sendable {  // in the hands of one thread between `take` and `giveBack`
  private(set) var pointer: UnsafeMutablePointer<Float>
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    pointer = .allocateAligned(capacity)
  }

  /// Makes room for `count` numbers, whose values are then undefined.
  func reserve(_ count: Int) {
    guard count > capacity else { return }
    pointer.deallocate()
    capacity = count
    pointer = .allocateAligned(count)
  }

  deinit { pointer.deallocate() }
}

/// Workspaces that nobody uses at the moment.
final class WorkspacePool: Sendable {
  /// Larger ones (64 MB) are freed instead of kept.
  private static let largestKept = 1 << 24

  private let idle = Mutex<[Workspace]>([])

  /// Runs `body` with `count` numbers of scratch memory.
  func withMemory<Result, Failure: Error>(
    of count: Int, _ body: (UnsafeMutablePointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let workspace = idle.withLock { $0.popLast() } ?? Workspace(capacity: count)
    workspace.reserve(count)
    defer {
      if workspace.capacity <= Self.largestKept { idle.withLock { $0.append(workspace) } }
    }
    return try body(workspace.pointer)
  }
}
