import SpeechFeatures

/// Tells when somebody has spoken and has been silent for a while.
struct SilenceWatch {
  /// What was heard so far.
  enum State: Equatable {
    /// Nobody has spoken yet.
    case waiting
    /// Somebody speaks.
    case speaking
    /// Nobody speaks any more, for so many seconds.
    case silent(seconds: Double)
  }

  /// Speech that counts as having spoken, in seconds: a short word, but no click.
  static let leastSpeech = 0.2

  private var detector: VoiceActivityDetector
  private var speechFrames = 0
  private var quietFrames = 0

  init(sampleRate: Int) { detector = VoiceActivityDetector(sampleRate: sampleRate) }

  /// Takes the next samples in.
  mutating func push(_ samples: [Float]) {
    for frame in detector.push(samples) {
      if frame.isSpeech { speechFrames += 1 }
      quietFrames = frame.isSpeech ? 0 : quietFrames + 1
    }
  }

  /// What was heard so far.
  var state: State {
    let hop = VoiceActivityDetector.hopDuration
    guard Double(speechFrames) * hop >= Self.leastSpeech else { return .waiting }
    return quietFrames == 0 ? .speaking : .silent(seconds: Double(quietFrames) * hop)
  }
}
