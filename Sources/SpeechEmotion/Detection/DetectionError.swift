public import Foundation
public import SpeechFeatures

/// Why there is no prediction, where audio itself is not the reason (that is `AudioError`).
public enum DetectionError: Error, Sendable, Equatable {
  /// No model came with the program; the folders that were searched.
  case noBundledModel(searched: [String])
  /// No features could be computed; the path is nil for audio in memory.
  case features(path: String?, FeatureError)
  /// The network has no answer; the path is nil for audio in memory.
  case network(path: String?, InferenceError)
  /// Nobody speaks: silence, music, tones or noise. The path is nil for audio in memory; `seconds` is how long it lasts.
  case noSpeech(path: String?, seconds: Double)
}

extension DetectionError: LocalizedError, CustomStringConvertible {
  /// What was tried, what was found, and what to do.
  public var description: String {
    switch self {
    case .noBundledModel(let searched):
      "No model came with this program; searched for \(EmotionDetector.bundledModelName) in "
        + "\(searched.joined(separator: " and ")). Keep the program beside its .resources folder, or name a model."
    case .features(let path, let error): (path.map { "\($0): " } ?? "") + error.description
    case .network(let path, let error): (path.map { "\($0): " } ?? "") + error.description
    case .noSpeech(let path, let seconds):
      "No speech was found in the \((seconds * 10).rounded() / 10) s of \(path ?? "the audio"). If somebody does speak there, "
        + "bring the microphone closer, or switch the gate off (--no-gate; gate: .off in Swift)."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
