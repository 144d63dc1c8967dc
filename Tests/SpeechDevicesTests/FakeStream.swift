import Synchronization

@testable import SpeechDevices

/// A microphone that plays a script: blocks of frames, overflows, failures, silences.
final class FakeMicrophone: CaptureStream, Sendable {
  enum Step {
    /// Interleaved frames, and whether some were lost before them.
    case frames([Float], hasOverflowed: Bool = false)
    /// Nothing to read, once.
    case nothing
    /// The device is gone.
    case failure
  }

  let form: StreamForm
  let hasStarted = Atomic(false)
  private let steps: Mutex<[Step]>
  /// Called when the script has ended.
  private let atEnd: @Sendable () -> Void

  init(_ form: StreamForm, _ steps: [Step], atEnd: @escaping @Sendable () -> Void = {}) {
    self.form = form
    self.steps = Mutex(steps)
    self.atEnd = atEnd
  }

  func start() throws(PortAudioFailure) { hasStarted.store(true, ordering: .relaxed) }
  func stop() throws(PortAudioFailure) {}
  func abort() {}

  func readableFrameCount() throws(PortAudioFailure) -> Int {
    let next = steps.withLock { $0.first }
    switch next {
    case .frames(let frames, _): return frames.count / form.channelCount
    case .nothing:
      steps.withLock { _ = $0.removeFirst() }
      return 0
    case .failure: throw PortAudioFailure("unplugged")
    case nil:
      atEnd()
      return 0
    }
  }

  func read(into block: UnsafeMutableBufferPointer<Float>) throws(PortAudioFailure) -> Bool {
    steps.withLock { steps in
      guard case .frames(var frames, let hasOverflowed) = steps[0] else { return false }
      for index in 0..<block.count { block[index] = frames[index] }
      frames.removeFirst(block.count)
      if frames.isEmpty { steps.removeFirst() } else { steps[0] = .frames(frames) }
      return hasOverflowed
    }
  }
}

/// A loudspeaker whose buffer empties by a clock that only `pause` moves.
final class FakeLoudspeaker: PlaybackStream {
  let form: StreamForm
  let capacity: Int
  private(set) var time = 0.0
  private(set) var written: [Float] = []
  private(set) var isStopped = false
  private(set) var isAborted = false
  private var buffered = 0.0

  init(_ form: StreamForm, capacity: Int) {
    self.form = form
    self.capacity = capacity
  }

  func pause(_ seconds: Double) {
    time += seconds
    buffered = max(0, buffered - seconds * Double(form.sampleRate))
  }

  func start() throws(PortAudioFailure) {}
  func stop() throws(PortAudioFailure) { isStopped = true }
  func abort() { isAborted = true }
  func writableFrameCount() throws(PortAudioFailure) -> Int { capacity - Int(buffered.rounded(.up)) }

  func write(_ block: UnsafeBufferPointer<Float>) throws(PortAudioFailure) {
    written += Array(block)
    buffered += Double(block.count / form.channelCount)
  }

  /// Frames written that the listener has not heard.
  var heardFrames: Double { Double(written.count / form.channelCount) - buffered }
}
