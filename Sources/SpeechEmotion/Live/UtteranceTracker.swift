internal import SpeechFeatures

/// Finds where somebody begins and stops speaking in a stream of frames, with hysteresis on both sides.
///
/// An utterance begins where most frames of a fifth of a second are speech and the seconds up to there sound like
/// a voice rather than music or noise; it ends where nobody spoke for ``pause`` seconds, or where what sounded like a voice turns out not
/// to be one. Beginnings are told late, but of when they were.
struct UtteranceTracker {
  /// What happened, in seconds since the first frame.
  enum Change: Equatable {
    /// Somebody began to speak.
    case started(at: Double)
    /// Nobody speaks any more since then.
    case ended(at: Double)
  }

  /// Silence that ends an utterance, in seconds.
  let pause: Double
  /// An utterance that lasts longer is ended and another begun; nil for any length.
  let maximumDuration: Double?

  private var recent: [VoiceActivityFrame] = []
  private var frameCount = 0
  private var onsets: UInt32 = 0
  /// Where the stretch that may become an utterance began.
  private var candidate: Double?
  private var start: Double?
  private var lastSpeech = 0.0
  private var lastEnd = 0.0
  private var doubts = 0

  private static let hop = VoiceActivityDetector.hopDuration
  /// Frames that are judged together.
  private static let stretch = Int(VoiceActivity.longestStretch / hop)
  /// Frames between two judgements of the stretch where somebody may begin, and where somebody speaks.
  private static let judgementStep = 10
  private static let doubtStep = 20
  /// Frames that a beginning is decided over, and how many of them are speech.
  private static let onsetFrames = 20
  private static let onsetCount = 12
  /// Audio kept before the first frame of speech, and behind the last, in seconds: consonants are quiet.
  static let margin = 0.15
  /// From here on a stretch is a voice, and below the other it no longer is.
  private static let beginning = 0.5
  private static let ending = 0.2
  /// Judgements below `ending` in a row that end an utterance.
  private static let doubtsAllowed = 3

  init(pause: Double, maximumDuration: Double? = nil) {
    self.pause = pause
    self.maximumDuration = maximumDuration
    recent.reserveCapacity(2 * Self.stretch)
  }

  /// Whether an utterance has begun and not ended.
  var isSpeaking: Bool { start != nil }

  /// The earliest moment that may still become part of an utterance, in seconds.
  var earliest: Double {
    candidate ?? max(lastEnd, Double(frameCount) * Self.hop - VoiceActivity.longestStretch)
  }

  /// Where the last speech ended, with its margin, in seconds.
  var speechEnd: Double { lastSpeech + Self.margin }

  /// Where the silence ends that an utterance to come may leave, in seconds; nil where none is in sight.
  var possibleStart: Double? { start ?? candidate }

  /// Takes in the next frame.
  mutating func push(_ frame: VoiceActivityFrame) -> [Change] {
    recent.append(frame)
    if recent.count >= 2 * Self.stretch { recent.removeFirst(recent.count - Self.stretch) }
    let begin = Double(frameCount) * Self.hop
    frameCount += 1
    onsets = (onsets << 1 | (frame.isSpeech ? 1 : 0)) & (1 << UInt32(Self.onsetFrames) - 1)
    if frame.isSpeech { lastSpeech = begin + VoiceActivityDetector.frameDuration }
    return start == nil ? listen(begin) : follow(begin)
  }

  /// Ends what has not ended.
  mutating func finish() -> [Change] {
    guard start != nil else { return [] }
    return [end(at: min(lastSpeech + Self.margin, Double(frameCount) * Self.hop + 0.03))]
  }

  private mutating func listen(_ now: Double) -> [Change] {
    if onsets.nonzeroBitCount < Self.onsetCount {
      if onsets == 0 { candidate = nil }
      return []
    }
    if candidate == nil {
      let frames = Self.onsetFrames - (onsets.leadingZeroBitCount - (32 - Self.onsetFrames))
      candidate = max(lastEnd, now - Double(frames - 1) * Self.hop - Self.margin)
    }
    guard frameCount % Self.judgementStep == 0, let candidate else { return [] }
    guard probability(since: candidate - 0.5) >= Self.beginning else {
      // Music can go on for hours: only what was judged together may still become an utterance.
      self.candidate = max(candidate, now - VoiceActivity.longestStretch)
      return []
    }
    start = candidate
    doubts = 0
    return [.started(at: candidate)]
  }

  private mutating func follow(_ now: Double) -> [Change] {
    guard let start else { return [] }
    let end = now + VoiceActivityDetector.frameDuration
    if end - lastSpeech >= pause { return [self.end(at: lastSpeech + Self.margin)] }
    if let maximumDuration, end - start >= maximumDuration {
      let change = self.end(at: end)
      self.start = end
      return [change, .started(at: end)]
    }
    // A pause says nothing about what was before it.
    guard frameCount % Self.doubtStep == 0, end - start >= 1, end - lastSpeech < 0.3 else { return [] }
    doubts = probability(since: start - 0.5) < Self.ending ? doubts + 1 : 0
    return doubts >= Self.doubtsAllowed ? [self.end(at: min(end, lastSpeech + Self.margin))] : []
  }

  private mutating func end(at time: Double) -> Change {
    start = nil
    candidate = nil
    onsets = 0
    lastEnd = time
    return .ended(at: time)
  }

  /// How much the last seconds sound like speech.
  private func probability(since time: Double) -> Double {
    let first = max(0, Int(time / Self.hop))
    let count = min(recent.count, Self.stretch, max(frameCount - first, Self.onsetFrames))
    return VoiceActivity(frames: Array(recent.suffix(count))).probability
  }
}
