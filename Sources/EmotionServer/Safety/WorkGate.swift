internal import Foundation
internal import Synchronization

/// Work that needs a processor: so much of it at once, so much waiting, and no more.
final class WorkGate: Sendable {
  /// A place among those who may upload, wait and work; given back at ``end()``, or when nobody holds it any more.
  final class Place: Sendable {
    private let gate: WorkGate
    private let isHeld = Mutex(true)
    fileprivate init(_ gate: WorkGate) { self.gate = gate }
    deinit { end() }

    /// Gives the place back, so that whoever has the answer finds it free.
    func end() {
      let wasHeld = isHeld.withLock { isHeld in
        defer { isHeld = false }
        return isHeld
      }
      if wasHeld { gate.taken.withLock { $0 -= 1 } }
    }
  }

  private let places: Int
  private let taken = Mutex(0)
  private let queue: OperationQueue

  /// - Parameters:
  ///   - places: Who may be inside.
  ///   - workers: Threads that work; the rest of those inside wait.
  ///   - name: What the threads are called.
  init(places: Int, workers: Int, name: String) {
    self.places = places
    queue = OperationQueue()
    queue.name = name
    queue.maxConcurrentOperationCount = workers
    queue.qualityOfService = .userInitiated
  }

  /// How many are inside.
  var count: Int { taken.withLock { $0 } }

  /// A place, or nil where there is none: waiting for one is the client's business.
  func place() -> Place? {
    let isFree = taken.withLock { taken in
      guard taken < places else { return false }
      taken += 1
      return true
    }
    return isFree ? Place(self) : nil
  }

  /// Works on a thread of its own, so that nothing that waits for the network is held up.
  func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}
