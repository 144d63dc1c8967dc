/// What a model says about a voice.
public struct Prediction: Sendable, Equatable {
  /// The model's classes, in order.
  public let labels: LabelSet

  /// One probability per label, in the same order; they add up to 1.
  public let values: [Double]

  /// Length of the audio, in seconds.
  public let durationSeconds: Double

  /// Seconds in which somebody speaks; nil where the detector's gate is off.
  public let speechSeconds: Double?

  /// What should be known about the audio, in order of discovery; mostly empty.
  public let warnings: [DetectionWarning]

  /// Wraps what a model computed.
  ///
  /// - Parameters:
  ///   - labels: The model's classes.
  ///   - values: One probability per label.
  ///   - durationSeconds: Length of the audio.
  ///   - speechSeconds: Seconds in which somebody speaks; nil where nobody asked.
  ///   - warnings: What should be known about the audio.
  public init(
    labels: LabelSet, values: [Double], durationSeconds: Double, speechSeconds: Double? = nil,
    warnings: [DetectionWarning] = []
  ) {
    precondition(values.count == labels.count, "\(labels.count) labels need as many probabilities")
    self.labels = labels
    self.values = values
    self.durationSeconds = durationSeconds
    self.speechSeconds = speechSeconds
    self.warnings = warnings
  }

  /// The likeliest label; of equals the first.
  public var label: String { Self.likeliest(of: probabilities)?.label ?? "" }

  /// The likeliest label's probability.
  public var confidence: Double { values.max() ?? 0 }

  /// The likeliest label, or nil where the model is less sure of it than that: nobody has to take a guess for an answer.
  ///
  /// How many clips a threshold leaves unanswered, and how often the others are right, `speech-emotion evaluate` tells.
  ///
  /// - Parameter threshold: The least ``confidence``, 0...1.
  /// - Returns: ``label``, or nil.
  public func label(abstainingBelow threshold: Double) -> String? {
    confidence < threshold ? nil : label
  }

  /// Labels with their probabilities, in the model's order.
  public var probabilities: [(label: String, probability: Double)] {
    zip(labels.names, values).map { (label: $0, probability: $1) }
  }

  /// The likeliest emotion, whoever speaks; it need not be the one in ``label``.
  public var emotion: String { Self.likeliest(of: emotionProbabilities)?.label ?? "" }

  /// The likeliest gender, whatever the emotion; nil where the model does not tell genders.
  public var gender: String? { Self.likeliest(of: genderProbabilities)?.label }

  /// Emotions with their probabilities, summed over gender, in order of first appearance.
  public var emotionProbabilities: [(label: String, probability: Double)] {
    labels.emotions.map { emotion in (emotion, sum { LabelSet.emotion(of: $0) == emotion }) }
  }

  /// Genders with their probabilities, summed over emotions; empty where the model does not tell genders.
  public var genderProbabilities: [(label: String, probability: Double)] {
    labels.genders.map { gender in (gender, sum { LabelSet.gender(of: $0) == gender }) }
  }

  private func sum(where isIncluded: (String) -> Bool) -> Double {
    zip(labels.names, values).reduce(0) { $0 + (isIncluded($1.0) ? $1.1 : 0) }
  }

  private static func likeliest(
    of probabilities: [(label: String, probability: Double)]
  ) -> (label: String, probability: Double)? {
    probabilities.reduce(nil) { best, next in
      guard let best, best.probability >= next.probability else { return next }
      return best
    }
  }
}
