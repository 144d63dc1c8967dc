/// Tells an upload that is slow on purpose from one that takes its time.
struct BodyPace {
  private let start = ContinuousClock.now
  private let limits: ServerLimits
  private var byteCount = 0

  init(_ limits: ServerLimits) { self.limits = limits }

  /// Counts what came.
  ///
  /// - Throws: ``Problem`` where it came too slowly.
  mutating func count(_ bytes: Int) throws {
    byteCount += bytes
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard seconds <= limits.patienceSeconds || Double(byteCount) >= seconds * limits.uploadBytesPerSecond
    else {
      throw Problem(
        status: 408, code: "too_slow",
        detail:
          "The body came at less than \(Int(limits.uploadBytesPerSecond)) bytes a second. Send it faster, or use /v1/stream for live audio."
      )
    }
  }
}
