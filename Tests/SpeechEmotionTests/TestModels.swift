import Foundation
import SpeechAudio
import SpeechEmotion
import SpeechFeatures

/// Small models with drawn weights: they answer anything, but always the same.
enum TestModels {
  static let names = ["male_calm", "male_happy", "female_calm", "female_happy"]

  static let spec = NetworkSpec(
    inputSize: 80,
    layers: [
      .conv1d(channels: 6, kernelSize: 5, stride: 2), .batchNorm(), .activation(.relu),
      .residual([.conv1d(channels: 6, kernelSize: 3), .activation(.relu)]),
      .lstm(hiddenSize: 4, bidirectional: true), .attentionPool(hiddenSize: 3), .dense(units: 4), .softmax,
    ])

  static func weights(of spec: NetworkSpec, seed: UInt64 = 7) throws -> WeightStore {
    var generator = TestGenerator(seed: seed)
    let tensors = try spec.parameterShapes().map { parameter in
      let fan = Float(max(1, parameter.shape.dropFirst().reduce(1, *)))
      let values = (0..<parameter.count).map { _ in
        parameter.name.hasSuffix("running_var")
          ? 1 : Float.random(in: -2...2, using: &generator) / fan.squareRoot()
      }
      return NamedTensor(name: parameter.name, shape: parameter.shape, values: values)
    }
    return WeightStore(tensors)
  }

  static func manifest() throws -> ModelManifest {
    ModelManifest(
      name: "small", created: Date(timeIntervalSince1970: 1_770_000_000.5), labels: try LabelSet(names),
      featureRecipe: .logMel80, networkSpec: spec,
      trainingRecipe: .object(["epochs": .integer(3), "rates": .array([.number(0.5), .null, .bool(true)])]),
      data: DataSummary(
        corpora: [CorpusSummary(name: "drawn", clips: 10, speakers: 2, licence: "none needed")],
        split: "speakers", heldOutSpeakers: ["drawn/01"]),
      scores: ["test/accuracy": 0.25], calibration: Calibration(temperature: 1.5),
      weightsLicence: "CC0-1.0", notes: "Drawn, not trained.")
  }

  static func bundle() throws -> ModelBundle {
    try ModelBundle(manifest: manifest(), weights: weights(of: spec))
  }

  /// One of the synthetic voices that come with the project, at 16 kHz.
  static func voice(_ name: String) throws -> [Float] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Waveform(contentsOf: root.appending(path: "Voices/\(name).opus"), sampleRate: 16_000).samples
  }

  /// The faint noise of a quiet room.
  static func hiss(seconds: Double) -> [Float] {
    var generator = TestGenerator(seed: 3)
    return (0..<Int(seconds * 16_000)).map { _ in Float.random(in: -3e-4...3e-4, using: &generator) }
  }

  /// Noise whose level swells and falls, so that no two stretches are alike.
  static func noise(seconds: Double, sampleRate: Int = 16_000, seed: UInt64 = 1) -> Waveform {
    var generator = TestGenerator(seed: seed)
    var previous: Float = 0
    let samples = (0..<Int(seconds * Double(sampleRate))).map { index in
      let bits = generator.next()
      let drawn = Float(Int32(truncatingIfNeeded: bits)) / Float(Int32.max)
      previous = 0.7 * previous + 0.3 * drawn
      let time = Float(index) / Float(sampleRate)
      return previous * (0.5 + 0.4 * sin(time * (1 + 0.3 * time)))
    }
    return Waveform(samples: samples, sampleRate: sampleRate)
  }

  /// A folder of its own that is gone afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = URL.temporaryDirectory.appending(path: "speech-emotion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
