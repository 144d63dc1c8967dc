import Foundation

/// Work over many items on several threads, whose results come back in order on the calling thread.
enum ParallelMap {
  /// Does the work and hands over the results.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - parallelism: Threads at most; one does the work on the calling thread.
  ///   - isCancelled: Asked before each item; once true, no further item is begun.
  ///   - work: Done for each index, on any thread.
  ///   - progress: Told how many items are done, at least ten times a second where threads work.
  ///   - consume: Given every index in order with its result, nil for an item that was not begun.
  /// - Throws: What `consume` throws; no further item is begun then.
  static func run<Value: Sendable>(
    count: Int, parallelism: Int, isCancelled: @escaping @Sendable () -> Bool,
    work: @escaping @Sendable (Int) -> Value, progress: (Int) -> Void,
    consume: (Int, Value?) throws -> Void
  ) throws {
    let threads = min(max(parallelism, 1), count)
    guard threads > 1 else {
      for index in 0..<count {
        try consume(index, isCancelled() ? nil : work(index))
        progress(index + 1)
      }
      return
    }
    let board = Board<Value>(count: count, isCancelled: isCancelled)
    for _ in 0..<threads {
      // Threads rather than a dispatch queue: the work blocks on files.
      Thread.detachNewThread { board.work(work) }
    }
    defer { board.stop() }
    for index in 0..<count {
      try consume(index, board.result(at: index, progress: progress))
    }
  }
}

/// What is done and what is to do, shared by the threads of a ``ParallelMap``.
private final class Board<Value: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let isCancelled: @Sendable () -> Bool
  // All below is touched with the condition's lock held.
  private var results: [Value?]
  private var isSettled: [Bool]
  private var next = 0
  private var done = 0
  private var isStopped = false

  init(count: Int, isCancelled: @escaping @Sendable () -> Bool) {
    self.isCancelled = isCancelled
    results = Array(repeating: nil, count: count)
    isSettled = Array(repeating: false, count: count)
  }

  func work(_ work: (Int) -> Value) {
    while let index = take() {
      let value = work(index)
      condition.withLock {
        results[index] = value
        isSettled[index] = true
        done += 1
        condition.broadcast()
      }
    }
  }

  func stop() {
    condition.withLock { isStopped = true }
  }

  /// Waits for one result and gives it away.
  func result(at index: Int, progress: (Int) -> Void) -> Value? {
    while true {
      condition.lock()
      if !isSettled[index] { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1)) }
      let settled = isSettled[index]
      let value = results[index]
      if settled { results[index] = nil }
      let count = done
      condition.unlock()
      progress(count)
      if settled { return value }
    }
  }

  /// The next index to work on; where nothing is left to begin, settles the rest as not done.
  private func take() -> Int? {
    condition.withLock {
      guard next < results.count else { return nil }
      guard !isStopped, !isCancelled() else {
        for index in next..<results.count { isSettled[index] = true }
        next = results.count
        condition.broadcast()
        return nil
      }
      defer { next += 1 }
      return next
    }
  }
}
