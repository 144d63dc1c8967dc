import EmotionCorpora
import EmotionTraining
import Foundation
import SpeechAudio
import SpeechEmotion

/// A corpus so simple that a tiny network learns it in seconds: happy voices wobble, sad ones fall.
struct TonesCorpus {
  let folder: URL
  let utterances: [Utterance]

  init(speakers: Int = 8, clipsPerClass: Int = 3) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var utterances: [Utterance] = []
    for speaker in 0..<speakers {
      for emotion in ["happy", "sad"] {
        for take in 0..<clipsPerClass {
          let url = folder.appending(path: "s\(speaker)-\(emotion)-\(take).wav")
          try Self.voice(speaker: speaker, emotion: emotion, take: take).write(to: url)
          utterances.append(
            Utterance(
              id: url.lastPathComponent, url: url, corpus: "tones", speaker: "s\(speaker)",
              gender: speaker.isMultiple(of: 2) ? .female : .male, emotion: emotion))
        }
      }
    }
    self.utterances = utterances
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  static func voice(speaker: Int, emotion: String, take: Int) -> Waveform {
    let rate = 16_000
    let count = rate / 2 + 400 * take
    var generator = SeededGenerator(seed: 5, speaker, take)
    var phase = 0.0
    let base = (speaker.isMultiple(of: 2) ? 220.0 : 120.0) * generator.uniform(in: 0.9...1.1)
    let samples = (0..<count).map { index -> Float in
      let time = Double(index) / Double(rate)
      let pitch = emotion == "happy" ? base * (1.5 + 0.3 * sin(2 * .pi * 8 * time)) : base * (1 - 0.6 * time)
      phase += 2 * .pi * pitch / Double(rate)
      let voiced = (1...8).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1) }
      return Float(0.2 * voiced + 0.005 * generator.normal())
    }
    return Waveform(samples: samples, sampleRate: rate)
  }

  /// A recipe of seconds: small network, every kind of random treatment.
  static func recipe(epochs: Int = 4) throws -> TrainingRecipe {
    var recipe = try TrainingRecipe(named: "conv-lstm")
    recipe.scheme = "six"
    recipe.epochs = epochs
    recipe.batchSize = 8
    recipe.precision = .fp32
    recipe.validationFraction = 0.25
    recipe.averageDecay = 0.9
    recipe.optimizer = .adamW(learningRate: 0.01, weightDecay: 0.01)
    recipe.network = NetworkSpec(
      inputSize: 80,
      layers: [
        .conv1d(channels: 16, kernelSize: 5, bias: false), .batchNorm(), .activation(.relu),
        .maxPool(size: 4),
        .lstm(hiddenSize: 8, bidirectional: true), .attentionPool(hiddenSize: 8), .dropout(rate: 0.2),
        .dense(units: 6), .softmax,
      ])
    return recipe
  }
}
