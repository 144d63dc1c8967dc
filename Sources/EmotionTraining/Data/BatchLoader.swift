import Foundation

/// Makes batches on a thread of its own, a few ahead of the training step that takes them.
final class BatchLoader: @unchecked Sendable {
  private let condition = NSCondition()
  private var ready: [Result<Batch, any Error>] = []
  private var isFinished = false
  private var isCancelled = false
  private let capacity = 4

  /// Starts making batches.
  ///
  /// - Parameters:
  ///   - plan: Clip indices of each step still to come.
  ///   - make: Makes a batch; called on the loader's thread, in order.
  init(plan: [[Int]], make: @escaping @Sendable ([Int]) throws -> Batch) {
    let thread = Thread { [self] in
      for clips in plan {
        let batch = Result { try make(clips) }
        condition.lock()
        while ready.count >= capacity && !isCancelled { condition.wait() }
        ready.append(batch)
        let stop = isCancelled
        condition.broadcast()
        condition.unlock()
        if stop { break }
      }
      condition.lock()
      isFinished = true
      condition.broadcast()
      condition.unlock()
    }
    thread.name = "batches"
    thread.start()
  }

  /// The next batch, waiting for it where it is not ready; nil after the last.
  ///
  /// - Throws: What making the batch threw.
  func next() throws -> Batch? {
    condition.lock()
    defer { condition.unlock() }
    while ready.isEmpty && !isFinished { condition.wait() }
    guard !ready.isEmpty else { return nil }
    let batch = ready.removeFirst()
    condition.broadcast()
    return try batch.get()
  }

  /// Lets the thread end; batches not yet taken are dropped.
  func cancel() {
    condition.lock()
    isCancelled = true
    condition.broadcast()
    condition.unlock()
  }
}
