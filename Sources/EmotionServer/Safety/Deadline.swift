internal import Synchronization

/// When work on a request has to end: a time, or the client's having left.
final class Deadline: Sendable {
  private let end: ContinuousClock.Instant
  private let isCancelled = Atomic(false)

  init(seconds: Double) { end = .now + .seconds(seconds) }

  /// Ends the work at its next check.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Stops work that nobody waits for any more, or that takes too long.
  func check() throws {
    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    guard ContinuousClock.now < end else {
      throw Problem(
        status: 503, code: "took_too_long",
        detail:
          "Hearing this recording took longer than a request may. Send a shorter one, or try again when less is going on.",
        retryAfter: 10)
    }
  }
}
