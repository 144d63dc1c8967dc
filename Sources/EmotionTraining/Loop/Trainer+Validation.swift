import EmotionCorpora
import EmotionEvaluation
import Foundation
import SpeechEmotion
import SpeechFeatures
import TorchTensor

/// What the inner validation speakers say of some weights.
public struct ValidationResult: Sendable {
  /// Logits of each validation clip, shape `[clips][classes]`.
  public let logits: [[Float]]
  /// Class of each validation clip.
  public let classes: [Int]
  /// Mean cross entropy.
  public let loss: Double
  /// Share of clips whose class was right.
  public let accuracy: Double
  /// Mean of the corpora's mean recalls: each corpus counts the same, however many clips it has.
  public let recall: Double
  /// Mean recall over the classes that occur, by corpus.
  public let recallByCorpus: [String: Double]
}

extension Trainer {
  /// Runs the weights that would be shipped now over the inner validation clips; nil where there are none.
  ///
  /// - Parameter weights: Weights to look at; the current ones where nil.
  /// - Returns: Logits and scores.
  /// - Throws: `TorchError` or `FeatureError`.
  func validate(weights: WeightStore? = nil) throws -> ValidationResult? {
    guard !data.validation.isEmpty else { return nil }
    let kept = try network.weights()
    try network.load(weights ?? exportedWeights())
    defer { try? network.load(kept) }

    // Similar lengths together, so that little is padded.
    let order = data.validation.sorted { data.clips.sampleCount(at: $0) < data.clips.sampleCount(at: $1) }
    var logits: [Int: [Float]] = [:]
    for start in stride(from: 0, to: order.count, by: recipe.batchSize) {
      let clips = Array(order[start..<min(start + recipe.batchSize, order.count)])
      let matrices = try mapInParallel(clips) { [data] clip in Result { try data.clips.features(at: clip) } }
        .map { try $0.get() }
      let batch = Batch(matrices: matrices, targets: [], weights: [])
      let values = try withoutGradients {
        let features = try Tensor(
          batch.features, shape: [clips.count, batch.frameCount, batch.binCount], device: network.device)
        return try inPrecision { try network.forward(features, lengths: batch.lengths, mode: .evaluation) }
          .floats()
      }
      let classCount = data.labels.count
      for (position, clip) in clips.enumerated() {
        logits[clip] = Array(values[position * classCount..<(position + 1) * classCount])
      }
    }
    return ValidationResult(logits: data.validation.compactMap { logits[$0] }, data: data)
  }
}

extension ValidationResult {
  /// Scores what a network said of the validation clips.
  ///
  /// - Parameters:
  ///   - logits: Shape `[clips][classes]`.
  ///   - data: Whose validation clips they are, in order.
  init(logits: [[Float]], data: TrainingData) {
    let classes = data.validation.map { data.classes[$0] }
    let corpora = data.validation.map { data.clips.utterances[$0].corpus }
    let predicted = logits.map { Softmax.argmax($0) ?? 0 }
    var byCorpus: [String: Double] = [:]
    for corpus in Set(corpora) {
      let members = corpora.indices.filter { corpora[$0] == corpus }
      byCorpus[corpus] =
        ConfusionMatrix(
          labels: data.labels, truth: members.map { classes[$0] }, predictions: members.map { predicted[$0] }
        ).unweightedAverageRecall
    }
    let right = zip(predicted, classes).count { $0 == $1 }
    self.init(
      logits: logits, classes: classes, loss: TemperatureScaling.loss(logits, truth: classes),
      accuracy: Double(right) / Double(logits.count),
      recall: byCorpus.values.reduce(0, +) / Double(byCorpus.count), recallByCorpus: byCorpus)
  }

  /// What was said against what was true.
  func confusion(labels: [String]) -> ConfusionMatrix {
    ConfusionMatrix(labels: labels, truth: classes, predictions: logits.map { Softmax.argmax($0) ?? 0 })
  }

  /// The class that is said most; nil without clips.
  func favourite(among labels: [String]) -> EpochRecord.Favourite? {
    var counts = labels.map { _ in 0 }
    for row in logits { counts[Softmax.argmax(row) ?? 0] += 1 }
    guard !logits.isEmpty, let label = Softmax.argmax(counts) else { return nil }
    return EpochRecord.Favourite(
      label: labels[label], predictedShare: Double(counts[label]) / Double(logits.count),
      trueShare: Double(classes.count { $0 == label }) / Double(logits.count))
  }

  /// What several networks say together: the mean of their logits.
  static func mean(of results: [ValidationResult], data: TrainingData) -> ValidationResult? {
    guard let first = results.first else { return nil }
    guard results.count > 1 else { return first }
    let logits = first.logits.indices.map { clip in
      first.logits[clip].indices.map { label in
        results.reduce(Float(0)) { $0 + $1.logits[clip][label] } / Float(results.count)
      }
    }
    return ValidationResult(logits: logits, data: data)
  }
}
