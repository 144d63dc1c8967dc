/// How many frames a device threw away, by the clock: it says only that there were some.
struct LossMeter {
  private let sampleRate: Int
  private let start: Double
  private var accounted = 0

  /// - Parameters:
  ///   - sampleRate: Frames per second.
  ///   - time: Seconds on any steady clock, now.
  init(sampleRate: Int, time: Double) {
    self.sampleRate = sampleRate
    start = time
  }

  /// Takes note of frames that were read.
  ///
  /// - Returns: Frames that were lost before them, about: 0 without an overflow, and at least 1 with one.
  mutating func note(frames: Int, hasOverflowed: Bool, time: Double) -> Int {
    accounted += frames
    guard hasOverflowed else { return 0 }
    let lost = max(1, Int((time - start) * Double(sampleRate)) - accounted)
    accounted += lost
    return lost
  }
}
