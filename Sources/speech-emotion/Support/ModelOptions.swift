import ArgumentParser
import Foundation
import SpeechEmotion

/// Which model answers: the one that comes with the program unless another is named.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A model: a folder ending in .emotionmodel. Default: the model that comes with the program.",
      valueName: "path"),
    completion: .directory)
  var model: String?

  /// Loads the model.
  ///
  /// - Parameter gate: Whether audio without speech is refused; what measures a model on a corpus leaves it off.
  /// - Returns: The detector.
  /// - Throws: Where there is no such model, or it is damaged.
  func detector(gate: SpeechGate) throws -> EmotionDetector {
    guard let model else { return try EmotionDetector.bundled(gate: gate) }
    return try EmotionDetector(contentsOf: URL(fileURLWithPath: model), gate: gate)
  }
}
