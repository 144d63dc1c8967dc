import EmotionCorpora
import Foundation
package import SpeechEmotion
import SpeechFeatures

/// A small model with drawn weights, so that tests need not rely on the one that comes with the program.
package enum TestModel {
  /// The model, ready to hear.
  package static func detector() throws -> EmotionDetector { try EmotionDetector(bundle: bundle()) }

  package static let labels = LabelScheme.seed.labels

  /// A model of the twelve classes that says it was trained on RAVDESS without actors 1 and 2.
  package static func bundle() throws -> ModelBundle {
    let spec = NetworkSpec(
      inputSize: 80,
      layers: [
        .conv1d(channels: 8, kernelSize: 5, stride: 4), .activation(.tanh), .meanPool, .dense(units: 12),
        .softmax,
      ])
    var generator = SeededGenerator(seed: 3)
    let tensors = try spec.parameterShapes().map { parameter in
      NamedTensor(
        name: parameter.name, shape: parameter.shape,
        values: (0..<parameter.count).map { _ in Float(generator.uniform(in: -0.5...0.5)) })
    }
    let manifest = ModelManifest(
      name: "drawn", created: Date(timeIntervalSince1970: 1_770_000_000), labels: try LabelSet(labels),
      featureRecipe: .logMel80, networkSpec: spec,
      data: DataSummary(
        corpora: [CorpusSummary(name: "ravdess", clips: 8, speakers: 2, licence: "CC BY-NC-SA 4.0")],
        split: "speakers", heldOutSpeakers: ["ravdess/01", "ravdess/02"]),
      scores: ["test/accuracy": 0.25], calibration: Calibration(temperature: 1.5), weightsLicence: "CC0-1.0",
      notes: "Drawn, not trained.")
    return try ModelBundle(manifest: manifest, weights: WeightStore(tensors))
  }
}
