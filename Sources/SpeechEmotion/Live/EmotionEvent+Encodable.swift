internal import Foundation

/// One JSON object an event, with its kind in `event`: `level`, `utterance_started`, `window`, `utterance_ended`, `no_speech`.
/// Times are seconds since the first sample, to the millisecond; see Documentation/listening.md.
extension EmotionEvent: Encodable {
  private enum Key: String, CodingKey {
    case event, time, start, end, label, confidence, emotion, gender, probabilities, windows
    case decibels, speech
    case peakDecibels = "peak_decibels"
    case windowLabel = "window_label"
    case computingMilliseconds = "computing_ms"
  }

  /// The name of the kind of event.
  public var kind: String {
    switch self {
    case .level: "level"
    case .utteranceStarted: "utterance_started"
    case .window: "window"
    case .utteranceEnded: "utterance_ended"
    case .noSpeech: "no_speech"
    }
  }

  /// Writes the object.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(kind, forKey: .event)
    switch self {
    case .level(let loudness):
      try object.encode(Self.rounded(loudness.time), forKey: .time)
      try object.encode(Self.rounded(loudness.decibels), forKey: .decibels)
      try object.encode(Self.rounded(loudness.peakDecibels), forKey: .peakDecibels)
      try object.encode(loudness.isSpeech, forKey: .speech)
    case .utteranceStarted(let start):
      try object.encode(Self.rounded(start), forKey: .start)
    case .noSpeech(let start, let end):
      try Self.encode(start, end, to: &object)
    case .window(let window):
      try Self.encode(window.start, window.end, to: &object)
      try Self.encode(window.smoothed, label: window.label, to: &object)
      try object.encode(window.prediction.label, forKey: .windowLabel)
      try object.encode(Self.rounded(window.computingSeconds * 1000), forKey: .computingMilliseconds)
    case .utteranceEnded(let utterance):
      try Self.encode(utterance.start, utterance.end, to: &object)
      if let prediction = utterance.prediction {
        try Self.encode(prediction, label: prediction.label, to: &object)
      } else {
        try object.encodeNil(forKey: .label)
      }
      try object.encode(utterance.windowCount, forKey: .windows)
      try object.encode(Self.rounded(utterance.computingSeconds * 1000), forKey: .computingMilliseconds)
    }
  }

  private static func encode(
    _ start: Double, _ end: Double, to object: inout KeyedEncodingContainer<Key>
  ) throws {
    try object.encode(rounded(start), forKey: .start)
    try object.encode(rounded(end), forKey: .end)
  }

  private static func encode(
    _ prediction: Prediction, label: String, to object: inout KeyedEncodingContainer<Key>
  ) throws {
    let probabilities = prediction.probabilities
    try object.encode(label, forKey: .label)
    try object.encode(
      rounded(probabilities.first { $0.label == label }?.probability ?? 0, decimals: 4), forKey: .confidence)
    try object.encode(prediction.emotion, forKey: .emotion)
    try object.encode(prediction.gender, forKey: .gender)
    try object.encode(
      Dictionary(
        uniqueKeysWithValues: probabilities.map { ($0.label, rounded($0.probability, decimals: 4)) }),
      forKey: .probabilities)
  }

  private static func rounded(_ value: Double, decimals: Int = 3) -> Double {
    let scale = pow(10, Double(decimals))
    return (value * scale).rounded() / scale
  }
}
