/// Tells an upload that is slow on purpose from one that takes its time.
struct BodyPace {
  private let start = ContinuousClock.now
  private let limits: ServerLimits
  private let maximumSeconds: Double
  private var byteCount = 0

  /// - Parameters:
  ///   - limits: What is too slow.
  ///   - maximumSeconds: How long the body may last; nil: as long as an upload.
  init(_ limits: ServerLimits, maximumSeconds: Double? = nil) {
    self.limits = limits
    self.maximumSeconds = maximumSeconds ?? limits.uploadSeconds
  }

  /// Counts what came.
  ///
  /// - Throws: ``Problem`` where it came too slowly.
  mutating func count(_ bytes: Int) throws {
    byteCount += bytes
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard seconds <= maximumSeconds else {
      throw Problem(
        status: 408, code: "too_slow",
        detail:
          "The body lasted longer than the \(Int(maximumSeconds)) s that it may. Send it faster, or in parts."
      )
    }
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
