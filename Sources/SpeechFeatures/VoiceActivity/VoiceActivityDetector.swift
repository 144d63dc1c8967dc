/// Tells where somebody speaks in a stream of samples, frame by frame, as it arrives.
///
/// ```swift
/// var detector = VoiceActivityDetector(sampleRate: 16_000)
/// var frames: [VoiceActivityFrame] = []
/// while let block = microphone.read() { frames += detector.push(block) }
/// frames += detector.finish()
/// let activity = VoiceActivity(frames: frames)  // seconds of speech, and whether it is speech at all
/// ```
///
/// A frame is speech where it is voiced and stands above the noise floor, and stays speech through the consonants and
/// short stops that follow (``SpeechHysteresis``). Frames do not depend on how the samples were cut into pushes.
/// Frame `k` spans 40 ms from `k * 10 ms` on and is given as soon as its samples are there.
///
/// A value: a copy goes on by itself from where it was made. Cost: see Documentation/new-voices.md.
public struct VoiceActivityDetector: Sendable {
  /// Seconds from one frame to the next.
  public static let hopDuration = 0.01

  /// Seconds that a frame spans.
  public static let frameDuration = 0.04

  /// Samples per second of what is pushed, in hertz.
  public let sampleRate: Int

  private var decimator: Decimator
  private var workspace: VoiceActivityWorkspace
  private var hysteresis = SpeechHysteresis()
  private var waiting: [Float] = []

  /// Prepares for a stream.
  ///
  /// - Parameter sampleRate: Samples per second, in hertz; at least 1000, where only low voices are left.
  public init(sampleRate: Int) {
    precondition(sampleRate >= 1000, "a voice needs at least 1000 samples a second, not \(sampleRate)")
    self.sampleRate = sampleRate
    // 8 to 16 kHz is all that pitch and formants need.
    let factor = max(1, sampleRate / 8000)
    decimator = Decimator(factor: factor)
    workspace = VoiceActivityWorkspace(.shared(sampleRate: Double(sampleRate) / Double(factor)))
  }

  /// Takes the next samples in.
  ///
  /// - Parameter samples: Amplitudes, nominally within -1...1, any number of them; what is not a number counts as 0.
  /// - Returns: The frames that are complete now, in order.
  public mutating func push(_ samples: [Float]) -> [VoiceActivityFrame] {
    analyse(decimator.process(samples))
  }

  /// Ends the stream; samples that fill no frame any more are left out.
  ///
  /// - Returns: The last frames.
  public mutating func finish() -> [VoiceActivityFrame] { analyse(decimator.finish()) }

  private mutating func analyse(_ samples: [Float]) -> [VoiceActivityFrame] {
    waiting.append(contentsOf: samples)
    guard waiting.count >= workspace.frameLength else { return [] }
    // Two copies of the detector must not work in the same buffers.
    if !isKnownUniquelyReferenced(&workspace) { workspace = VoiceActivityWorkspace(like: workspace) }
    let count = (waiting.count - workspace.frameLength) / workspace.hopLength + 1
    var frames: [VoiceActivityFrame] = []
    frames.reserveCapacity(count)
    waiting.withUnsafeBufferPointer { samples in
      for first in stride(from: 0, to: count, by: VoiceActivityWorkspace.laneCount) {
        let lanes = min(VoiceActivityWorkspace.laneCount, count - first)
        workspace.measure(firstFrame: first, count: lanes, of: samples) { frames.append($0) }
      }
    }
    waiting.removeFirst(count * workspace.hopLength)
    for index in frames.indices { hysteresis.decide(&frames[index]) }
    return frames
  }
}
