public import SpeechAudio

/// Whether a stretch of audio is speech, and how many seconds of it.
///
/// A frame knows too little: a violin and a vowel look alike for 40 ms. What tells them apart are seconds: how the
/// pitch glides, how voiced and unvoiced take turns at the rate of syllables, how the spectrum moves. So frames are
/// judged in stretches of up to ``longestStretch`` seconds by a logistic regression on statistics of that kind, and a
/// frame's own decision counts only within a stretch that is speech.
///
/// What was measured with which sounds: Documentation/new-voices.md. Whispering without any voice, a scream that is
/// held, or a single vowel is not reliably taken for speech, and singing is neither one nor the other.
public struct VoiceActivity: Sendable, Equatable {
  /// Frames that are judged together, in seconds.
  public static let longestStretch = 4.0

  /// The least speech that counts, in seconds.
  public static let minimumSpeech = 0.05

  /// Length of what was judged, in seconds.
  public let duration: Double

  /// Seconds in which somebody speaks; 0 where nothing is speech.
  public let speechSeconds: Double

  /// Probability of the stretch that is most like speech that it is, 0...1; the gate says speech from 0.5 on.
  public let probability: Double

  /// Whether somebody speaks at all.
  public var isSpeech: Bool { speechSeconds >= Self.minimumSpeech }

  /// Share of the time in which somebody speaks, 0...1.
  public var speechShare: Double { duration > 0 ? min(1, speechSeconds / duration) : 0 }

  /// Judges frames: a clip's, or the last seconds of a stream.
  ///
  /// - Parameter frames: What a ``VoiceActivityDetector`` gave, in order.
  public init(frames: [VoiceActivityFrame]) {
    let hop = VoiceActivityDetector.hopDuration
    let longest = Int(Self.longestStretch / hop)
    let stretches = max(1, (frames.count + longest - 1) / longest)
    var speechFrames = 0
    var highest = 0.0
    for number in 0..<stretches {
      let stretch = frames[(frames.count * number / stretches)..<(frames.count * (number + 1) / stretches)]
      guard let statistics = VoiceActivityStatistics(stretch) else { continue }
      let probability = VoiceActivityModel.probability(statistics)
      highest = max(highest, probability)
      if probability >= 0.5 { speechFrames += stretch.count { $0.isSpeech } }
    }
    duration = Double(frames.count) * hop
    speechSeconds = Double(speechFrames) * hop
    probability = highest
  }

  /// Listens to a whole waveform.
  ///
  /// - Parameter waveform: Audio at 1 kHz or more; shorter than a frame, it holds no speech.
  /// - Throws: `FeatureError` where samples are not finite or there are none.
  public init(of waveform: Waveform) throws(FeatureError) {
    try waveform.checkSamples()
    var detector = VoiceActivityDetector(sampleRate: waveform.sampleRate)
    let frames = detector.push(waveform.samples)
    self.init(frames: frames + detector.finish())
  }
}
