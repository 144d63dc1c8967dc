internal import Synchronization

/// When work on a request has to end: a time, or the client's having left.
final class Deadline: Sendable {
  private let seconds: Double
  private let end = Mutex<ContinuousClock.Instant?>(nil)
  private let isCancelled = Atomic(false)

  /// - Parameter seconds: How long the work may take, once it was begun.
  init(seconds: Double) { self.seconds = seconds }

  /// Begins to count.
  func begin() { end.withLock { $0 = .now + .seconds(seconds) } }

  /// Ends the work at its next check.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Stops work that nobody waits for any more, or that takes too long.
  func check() throws {
    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    guard end.withLock({ $0 }).map({ ContinuousClock.now < $0 }) ?? true else {
      throw Problem(
        status: 503, code: "took_too_long",
        detail:
          "Hearing this recording took longer than a request may. Send a shorter one, or try again when less is going on.",
        retryAfter: 10)
    }
  }
}
