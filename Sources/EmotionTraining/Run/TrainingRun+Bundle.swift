import EmotionCorpora
import EmotionEvaluation
import Foundation
public import SpeechEmotion

extension TrainingRun {
  /// Packs trained weights with all that detection needs.
  ///
  /// Temperature is fitted on the inner validation clips, and only where speakers of their own gave them.
  ///
  /// - Parameters:
  ///   - trained: What the trainer gave.
  ///   - data: What it was trained on.
  ///   - notes: What else a user should know, such as the machine and the time.
  /// - Returns: A bundle with the inner validation's scores.
  /// - Throws: `ModelBundleError` or `EncodingError`.
  public func bundle(_ trained: TrainedNetwork, data: TrainingData, notes: String) throws -> ModelBundle {
    var scores: [String: Double] = ["training/epochs": Double(trained.history.count)]
    scores["training/kept_epoch"] = Double(trained.bestEpoch)
    var temperature = 1.0
    if let validation = trained.validation {
      scores["validation/accuracy"] = validation.accuracy
      scores["validation/mean_recall_over_corpora"] = validation.recall
      for (corpus, recall) in validation.recallByCorpus {
        scores["validation/\(corpus)/unweighted_average_recall"] = recall
      }
      temperature = TemperatureScaling(fitting: validation.logits, truth: validation.classes).temperature
    }
    let corpora = Dictionary(grouping: data.clips.utterances, by: \.corpus).sorted { $0.key < $1.key }
    let summary = DataSummary(
      corpora: corpora.map { name, clips in
        CorpusSummary(
          name: name, clips: clips.count, speakers: Set(clips.map(\.qualifiedSpeaker)).count,
          licence: CorpusLicence.name(of: name))
      },
      split: split.summary, heldOutSpeakers: split.testSpeakers.sorted())
    let manifest = ModelManifest(
      name: recipe.name, created: Date(), labels: try LabelSet(data.labels), featureRecipe: recipe.features,
      networkSpec: recipe.network, trainingRecipe: try JSONValue(encoding: recipe), data: summary,
      scores: scores, calibration: Calibration(temperature: min(max(temperature, 0.05), 20)),
      weightsLicence: CorpusLicence.ofWeights(trainedOn: corpora.map(\.key)), notes: notes)
    return try ModelBundle(manifest: manifest, weights: trained.weights)
  }

  /// Reads the test speakers once, through the detector that users run, and adds their scores.
  ///
  /// - Parameters:
  ///   - bundle: The finished model.
  ///   - progress: Called with the clips done so far, from several threads.
  /// - Returns: The bundle with scores `test/...`, pooled and for each corpus. Clips that cannot be used are left out
  ///   and counted in `test/unusable_clips`.
  /// - Throws: `ModelBundleError` or a detector's error.
  public func tested(
    _ bundle: ModelBundle, progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
  ) throws -> ModelBundle {
    let detector = try EmotionDetector(bundle: bundle, gate: .off)
    let labels = scheme.labels
    let outcomes = mapInParallel(Array(split.test.enumerated())) { position, utterance -> Int? in
      progress(position)
      return (try? detector.prediction(forFile: utterance.url)).flatMap { labels.firstIndex(of: $0.label) }
    }
    var manifest = bundle.manifest
    var corpora = Dictionary(grouping: split.test.indices) { split.test[$0].corpus }
    corpora[""] = Array(split.test.indices)
    for (corpus, members) in corpora {
      let usable = members.filter { outcomes[$0] != nil }
      let matrix = ConfusionMatrix(
        labels: labels, truth: usable.compactMap { scheme.classIndex(for: split.test[$0]) },
        predictions: usable.compactMap { outcomes[$0] })
      let prefix = corpus.isEmpty ? "test" : "test/\(corpus)"
      manifest.scores["\(prefix)/accuracy"] = matrix.accuracy
      manifest.scores["\(prefix)/unweighted_average_recall"] = matrix.unweightedAverageRecall
      manifest.scores["\(prefix)/macro_f1"] = matrix.macroF1
      manifest.scores["\(prefix)/clips"] = Double(matrix.total)
    }
    let unusable = outcomes.count { $0 == nil }
    if unusable > 0 { manifest.scores["test/unusable_clips"] = Double(unusable) }
    return try ModelBundle(manifest: manifest, weights: bundle.weights)
  }
}
