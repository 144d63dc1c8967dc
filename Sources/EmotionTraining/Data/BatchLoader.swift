import Foundation

/// Makes batches on threads of its own, a few ahead of the training step that takes them in order.
///
/// Half of the processor's cores do so, each a batch at a time: on two cores one thread keeps up with the steps, and on
/// many, where steps are short, one would not.
final class BatchLoader: @unchecked Sendable {
  private let condition = NSCondition()
  private let plan: [[Int]]
  private let make: @Sendable ([Int]) throws -> Batch
  private let capacity: Int
  /// Batches that are made and not yet taken, by their place in the plan.
  private var ready: [Int: Result<Batch, any Error>] = [:]
  private var begun = 0
  private var taken = 0
  private var isCancelled = false

  /// Starts making batches.
  ///
  /// - Parameters:
  ///   - plan: Clip indices of each step still to come.
  ///   - threads: How many batches are made at a time.
  ///   - make: Makes a batch; called on the loader's threads.
  init(
    plan: [[Int]], threads: Int = max(1, ProcessInfo.processInfo.activeProcessorCount / 2),
    make: @escaping @Sendable ([Int]) throws -> Batch
  ) {
    self.plan = plan
    self.make = make
    capacity = threads + 3
    for _ in 0..<threads {
      let thread = Thread { [self] in work() }
      thread.name = "batches"
      thread.start()
    }
  }

  /// The next batch, waiting for it where it is not ready; nil after the last, and after `cancel()`.
  ///
  /// - Throws: What making the batch threw.
  func next() throws -> Batch? {
    condition.lock()
    defer { condition.unlock() }
    while taken < plan.count, !isCancelled {
      if let batch = ready.removeValue(forKey: taken) {
        taken += 1
        condition.broadcast()
        return try batch.get()
      }
      condition.wait()
    }
    return nil
  }

  /// Lets the threads end; batches not yet taken are dropped.
  func cancel() {
    condition.lock()
    isCancelled = true
    condition.broadcast()
    condition.unlock()
  }

  /// Makes one batch of the plan after the other, as far ahead as there is room.
  private func work() {
    condition.lock()
    defer { condition.unlock() }
    while true {
      while begun < plan.count, begun - taken >= capacity, !isCancelled { condition.wait() }
      guard begun < plan.count, !isCancelled else { return }
      let place = begun
      begun += 1
      condition.unlock()
      let batch = Result { try make(plan[place]) }
      condition.lock()
      ready[place] = batch
      condition.broadcast()
    }
  }
}
