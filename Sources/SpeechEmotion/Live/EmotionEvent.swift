/// What a ``LiveDetector`` tells while it listens. Times are seconds since the first sample.
public enum EmotionEvent: Sendable, Equatable {
  /// How loud it is, a few times a second, whoever speaks.
  case level(Loudness)
  /// Somebody began to speak.
  case utteranceStarted(start: Double)
  /// What the last seconds of somebody speaking sound like.
  case window(Window)
  /// Somebody stopped speaking.
  case utteranceEnded(Utterance)
  /// Nobody spoke for this second.
  case noSpeech(start: Double, end: Double)

  /// How loud it is.
  public struct Loudness: Sendable, Equatable {
    /// End of the stretch that was measured, in seconds.
    public let time: Double
    /// Root mean square since the last time, in decibels relative to full scale; not below -120.
    public let decibels: Double
    /// The largest magnitude since the last time, in decibels relative to full scale; 0 and above clips.
    public let peakDecibels: Double
    /// Whether somebody speaks.
    public let isSpeech: Bool

    /// Wraps what was measured.
    public init(time: Double, decibels: Double, peakDecibels: Double, isSpeech: Bool) {
      self.time = time
      self.decibels = decibels
      self.peakDecibels = peakDecibels
      self.isSpeech = isSpeech
    }
  }

  /// What a few seconds sound like.
  public struct Window: Sendable, Equatable {
    /// Where the window begins, in seconds.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// What the model says of this window alone; where it has several networks, the mean of what each said last.
    public let prediction: Prediction
    /// The same smoothed over the windows of the utterance up to this one.
    public let smoothed: Prediction
    /// The label to show: the smoothed windows' likeliest, changed only where another is clearly ahead.
    public let label: String
    /// Seconds of work from the samples to this answer.
    public let computingSeconds: Double

    /// Wraps what was heard.
    public init(
      start: Double, end: Double, prediction: Prediction, smoothed: Prediction, label: String,
      computingSeconds: Double
    ) {
      self.start = start
      self.end = end
      self.prediction = prediction
      self.smoothed = smoothed
      self.label = label
      self.computingSeconds = computingSeconds
    }
  }

  /// What somebody said without a pause.
  public struct Utterance: Sendable, Equatable {
    /// Where it begins, in seconds.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// What the model says of the whole; nil where there was too little to hear.
    public let prediction: Prediction?
    /// Windows that were heard on the way.
    public let windowCount: Int
    /// Seconds of work from the samples to this answer.
    public let computingSeconds: Double

    /// Wraps what was heard.
    public init(
      start: Double, end: Double, prediction: Prediction?, windowCount: Int, computingSeconds: Double
    ) {
      self.start = start
      self.end = end
      self.prediction = prediction
      self.windowCount = windowCount
      self.computingSeconds = computingSeconds
    }
  }
}
