import Foundation

/// Times of one epoch, those of an earlier, interrupted process included.
struct EpochClock {
  private let begin = Date()
  private let secondsBefore: Double
  private let firstStep: Int
  private let firstClip: Int
  private let steps: Int
  private let epochs: Int
  private var waited = 0.0

  init(state: TrainingState, steps: Int, epochs: Int) {
    secondsBefore = state.epochSeconds
    firstStep = state.step
    firstClip = state.clips
    self.steps = steps
    self.epochs = epochs
  }

  var epochSeconds: Double { secondsBefore - begin.timeIntervalSinceNow }

  /// Runs something that waits for data, and notes how long it took.
  mutating func waiting<Value>(_ body: () throws -> Value) rethrows -> Value {
    let start = Date()
    defer { waited -= start.timeIntervalSinceNow }
    return try body()
  }

  func progress(_ state: TrainingState) -> TrainingProgress {
    let seconds = -begin.timeIntervalSinceNow
    let done = state.step - firstStep
    let left = steps - state.step + (epochs - state.epoch - 1) * steps
    return TrainingProgress(
      epoch: state.epoch + 1, epochs: epochs, step: state.step, steps: steps, clips: state.clips,
      loss: state.lossSum / Double(max(state.clips, 1)),
      accuracy: Double(state.correct) / Double(max(state.clips, 1)),
      clipsPerSecond: seconds > 0 ? Double(state.clips - firstClip) / seconds : 0,
      secondsLeft: done > 0 ? seconds / Double(done) * Double(left) : nil,
      waitingShare: seconds > 0 ? waited / seconds : 0)
  }
}
