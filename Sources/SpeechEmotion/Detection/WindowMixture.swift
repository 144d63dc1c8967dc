internal import SpeechAudio

/// The answers to a recording's windows, weighted by their duration.
struct WindowMixture {
  private var weighted: [Double]
  private var heardSeconds = 0.0
  private var leftOutSeconds = 0.0
  private var speechSeconds: Double?

  init(classCount: Int) {
    weighted = [Double](repeating: 0, count: classCount)
  }

  /// Whether no window has come by yet.
  var isEmpty: Bool { heardSeconds == 0 && leftOutSeconds == 0 }

  mutating func add(_ probabilities: [Double], seconds: Double) {
    for index in weighted.indices { weighted[index] += probabilities[index] * seconds }
    heardSeconds += seconds
  }

  mutating func addSpeech(seconds: Double) { speechSeconds = (speechSeconds ?? 0) + seconds }

  mutating func leaveOut(seconds: Double) { leftOutSeconds += seconds }

  /// The mean of all windows' answers.
  func prediction(labels: LabelSet, path: String?) throws -> Prediction {
    let seconds = heardSeconds + leftOutSeconds
    guard seconds > 0 else {
      throw AudioError.tooShort(
        path: path ?? "The audio", seconds: 0, minimumSeconds: EmotionDetector.minimumDuration)
    }
    guard heardSeconds > 0 else {
      guard speechSeconds == nil else { throw DetectionError.noSpeech(path: path, seconds: seconds) }
      throw AudioError.silent(path: path ?? "The audio", seconds: seconds)
    }
    return Prediction(
      labels: labels, values: weighted.map { $0 / heardSeconds }, durationSeconds: seconds,
      speechSeconds: speechSeconds,
      warnings: leftOutSeconds > 0 ? [.leftOut(seconds: leftOutSeconds)] : [])
  }
}
