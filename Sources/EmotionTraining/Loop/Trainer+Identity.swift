import EmotionCorpora
import Foundation
import SpeechEmotion

extension Trainer {
  /// A fingerprint of all that a run depends on: what a checkpoint must agree with to be taken up.
  static func identity(
    of recipe: TrainingRecipe, data: TrainingData, seed: UInt64, initialWeights: WeightStore?,
    teachers: Teachers?
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var bytes = try Array(encoder.encode(recipe))
    bytes += "\(seed) \(data.labels)".utf8
    if let initialWeights { bytes += SafeTensors.data(initialWeights) }
    if let teachers { bytes += teachers.fingerprint.utf8 }
    let held = Set(data.validation)
    for (index, utterance) in data.clips.utterances.enumerated() {
      bytes += "\(utterance.id) \(data.classes[index]) \(data.clips.sampleCount(at: index)) ".utf8
      bytes += held.contains(index) ? "v".utf8 : "t".utf8
    }
    return fingerprint(of: bytes)
  }
}

/// A seed for one place in a plan.
func deriveSeed(_ seed: UInt64, _ path: UInt64...) -> UInt64 {
  SeededGenerator.derivedSeed(seed, path)
}
