/// How the emotion moves through a recording: stretches of one label, and stretches in which nobody speaks.
public struct Timeline: Sendable, Equatable {
  /// One stretch.
  public struct Segment: Sendable, Equatable {
    /// Where it begins, in seconds.
    public let start: Double
    /// Where it ends; where the next one begins.
    public let end: Double
    /// What the model says of it, the mean over the stretch; nil where nobody speaks.
    public let prediction: Prediction?

    /// Length in seconds.
    public var duration: Double { end - start }

    /// The likeliest label; nil where nobody speaks.
    public var label: String? { prediction?.label }

    /// Wraps a stretch.
    ///
    /// - Parameters:
    ///   - start: Where it begins, in seconds.
    ///   - end: Where it ends.
    ///   - prediction: What the model says of it; nil where nobody speaks.
    public init(start: Double, end: Double, prediction: Prediction?) {
      self.start = start
      self.end = end
      self.prediction = prediction
    }
  }

  /// Stretches in order of time, without gaps, from 0 to ``durationSeconds``.
  public let segments: [Segment]

  /// Length of the audio, in seconds.
  public let durationSeconds: Double

  /// What should be known about the audio, in order of discovery; mostly empty.
  public let warnings: [DetectionWarning]

  /// Seconds in which somebody speaks.
  public var speechSeconds: Double {
    segments.reduce(0) { $0 + ($1.prediction == nil ? 0 : $1.duration) }
  }

  /// The whole recording in one answer, the mean of its speech weighted by duration; nil where nobody speaks.
  public var summary: Prediction? {
    let spoken = segments.compactMap { segment in segment.prediction.map { (segment.duration, $0) } }
    guard let labels = spoken.first?.1.labels else { return nil }
    var mixture = WindowMixture(classCount: labels.count)
    for (seconds, prediction) in spoken { mixture.add(prediction.values, seconds: seconds) }
    guard let whole = try? mixture.prediction(labels: labels, path: nil) else { return nil }
    return Prediction(
      labels: labels, values: whole.values, durationSeconds: durationSeconds, speechSeconds: speechSeconds,
      warnings: warnings)
  }
}

/// How a ``Timeline`` is made.
public struct TimelineSettings: Sendable, Equatable {
  /// Seconds that are heard together; models are trained on clips of about three.
  public var windowDuration: Double

  /// Seconds between two windows, and the least length of a stretch of one label.
  public var stepDuration: Double

  /// What a change of label costs, in units of log probability: the higher, the longer the stretches; 0 for none.
  public var switchingCost: Double

  /// Silence that separates utterances, in seconds.
  public var pauseDuration: Double

  /// Describes a way of making timelines.
  ///
  /// - Parameters:
  ///   - windowDuration: Seconds that are heard together, 0.5...15.
  ///   - stepDuration: Seconds between two windows, 0.1...5.
  ///   - switchingCost: What a change of label costs, in units of log probability, 0 and up.
  ///   - pauseDuration: Silence that separates utterances, 0.3...10 s.
  public init(
    windowDuration: Double = 3, stepDuration: Double = 0.5, switchingCost: Double = 2,
    pauseDuration: Double = 0.7
  ) {
    self.windowDuration = min(max(windowDuration, 0.5), EmotionDetector.maximumWindowDuration)
    self.stepDuration = min(max(stepDuration, 0.1), 5)
    self.switchingCost = max(switchingCost, 0)
    self.pauseDuration = min(max(pauseDuration, 0.3), 10)
  }
}
