import Foundation

/// Mono samples on their way from the thread that reads a device to the one that uses them.
///
/// Neither side is a real-time thread, so an ordinary lock does. Bounded: the reader asks for room first, and leaves the
/// samples in the device's own buffer where there is none.
final class SampleQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  // All below is touched with the condition's lock held.
  private var samples: [Float] = []
  private var end: Result<Void, DeviceError>?

  /// - Parameter capacity: Samples from which on there is no room.
  init(capacity: Int) { self.capacity = capacity }

  /// Whether more may be pushed.
  var hasRoom: Bool { condition.withLock { samples.count < capacity } }

  /// Whether the last sample has been pushed.
  var hasEnded: Bool { condition.withLock { end != nil } }

  /// Adds samples, any number of them.
  func push(_ more: [Float]) {
    guard !more.isEmpty else { return }
    condition.withLock {
      samples.append(contentsOf: more)
      condition.broadcast()
    }
  }

  /// No more samples will come; the first call counts.
  func finish(_ result: Result<Void, DeviceError> = .success(())) {
    condition.withLock {
      if end == nil { end = result }
      condition.broadcast()
    }
  }

  /// Takes everything, waiting at most `timeout` seconds for something.
  ///
  /// - Returns: Samples; none after the timeout; nil at the end.
  /// - Throws: What ended the samples, once they have all been taken.
  func take(timeout: Double) throws(DeviceError) -> [Float]? {
    let deadline = Date(timeIntervalSinceNow: max(timeout, 0))
    condition.lock()
    defer { condition.unlock() }
    while samples.isEmpty, end == nil {
      guard condition.wait(until: deadline) else { break }
    }
    guard samples.isEmpty, let end else {
      defer { samples = [] }
      return samples
    }
    try end.get()
    return nil
  }

  /// Waits at most `timeout` seconds for the end.
  func waitForEnd(timeout: Double) {
    let deadline = Date(timeIntervalSinceNow: timeout)
    condition.lock()
    defer { condition.unlock() }
    while end == nil {
      guard condition.wait(until: deadline) else { return }
    }
  }
}
