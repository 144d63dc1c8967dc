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
  /// - Parameters:
  ///   - gate: Whether audio without speech is refused; what measures a model on a corpus leaves it off.
  ///   - precision: How exact the network is.
  /// - Returns: The detector.
  /// - Throws: Where there is no such model, or it is damaged.
  func detector(gate: SpeechGate, precision: NetworkPrecision = .single) throws -> EmotionDetector {
    guard let model else { return try EmotionDetector.bundled(gate: gate, precision: precision) }
    return try EmotionDetector(contentsOf: URL(fileURLWithPath: model), gate: gate, precision: precision)
  }
}

/// How exact the network is.
struct PrecisionOption: ParsableArguments {
  @Flag(
    name: .long,
    help: """
      Compute the network in 16 bits where the processor can (AVX-512 BF16: AMD from Zen 4, Intel Xeon from Sapphire Rapids): faster; \
      probabilities differ in the third decimal.
      """)
  var bf16 = false

  /// What the library calls it.
  var value: NetworkPrecision { bf16 ? .bfloat16 : .single }
}
