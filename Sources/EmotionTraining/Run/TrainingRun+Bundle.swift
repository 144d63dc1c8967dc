import EmotionCorpora
import EmotionEvaluation
import Foundation
public import SpeechEmotion

extension TrainingRun {
  /// Packs trained weights with all that detection needs.
  ///
  /// Temperature is fitted on the inner validation clips.
  ///
  /// - Parameters:
  ///   - members: What the trainer or ``members(of:data:progress:)`` gave, at least one.
  ///   - data: What it was trained on.
  ///   - earlier: The models that training started from and was taught by, or that were joined, whose data count as
  ///     heard too.
  ///   - notes: What else a user should know, such as the machine and the time.
  /// - Returns: A bundle with the inner validation's scores.
  /// - Throws: `ModelBundleError` or `EncodingError`.
  public func bundle(
    _ members: [TrainedNetwork], data: TrainingData, after earlier: [ModelManifest] = [], notes: String
  ) throws -> ModelBundle {
    var scores: [String: Double] = [:]
    if let first = members.first, !first.history.isEmpty {
      scores["training/epochs"] = Double(first.history.count)
      scores["training/kept_epoch"] = Double(first.bestEpoch)
    }
    var temperature = 1.0
    if let validation = ValidationResult.mean(of: members.compactMap(\.validation), data: data) {
      scores["validation/accuracy"] = validation.accuracy
      scores["validation/mean_recall_over_corpora"] = validation.recall
      for (corpus, recall) in validation.recallByCorpus {
        scores["validation/\(corpus)/unweighted_average_recall"] = recall
      }
      temperature = TemperatureScaling(fitting: validation.logits, truth: validation.classes).temperature
    }
    let corpora = Dictionary(grouping: data.clips.utterances, by: \.corpus).sorted { $0.key < $1.key }
    let own = DataSummary(
      corpora: corpora.map { name, clips in
        CorpusSummary(
          name: name, clips: clips.count, speakers: Set(clips.map(\.qualifiedSpeaker)).count,
          licence: CorpusLicence.name(of: name))
      },
      split: split.summary, heldOutSpeakers: split.unheardSpeakers)
    let summary = earlier.reduce(own) { $0.joined(with: $1.data) }
    let manifest = ModelManifest(
      name: recipe.name, created: Date(), labels: try LabelSet(answers.labels), outputs: outputs(of: data),
      featureRecipe: recipe.features, networkSpec: recipe.network, memberCount: members.count,
      trainingRecipe: try JSONValue(encoding: recipe), data: summary,
      scores: scores, calibration: Calibration(temperature: min(max(temperature, 0.05), 20)),
      weightsLicence: CorpusLicence.ofWeights(trainedOn: summary.corpora.map(\.name)), notes: notes)
    return try ModelBundle(manifest: manifest, weights: ModelBundle.joined(members.map(\.weights)))
  }

  /// What the network's classes count towards; nil where they are the answers themselves.
  private func outputs(of data: TrainingData) -> [OutputClass]? {
    guard answers != scheme else { return nil }
    let sources = answers.sources(among: scheme.labels)
    let weights = recipe.answerPriors == .equal ? answerWeights(sources, data) : nil
    return scheme.labels.indices.map { output in
      let answer = sources.firstIndex { $0.contains(output) }
      return OutputClass(
        name: scheme.labels[output], label: answer.map { answers.labels[$0] },
        weight: answer.flatMap { weights?[$0] }.flatMap { $0 == 1 ? nil : $0 })
    }
  }

  /// What makes the answers equally likely before anything is heard: the inverse of how much of the training each was,
  /// over the median answer's; no answer gets more than twice as likely, or less than half as likely, as it was learnt.
  private func answerWeights(_ sources: [[Int]], _ data: TrainingData) -> [Double] {
    let clipWeights = data.clipWeights(recipe.classWeights)
    var amounts = scheme.labels.map { _ in 0.0 }
    for clip in data.training {
      let corpus = data.clips.utterances[clip].corpus
      amounts[data.classes[clip]] +=
        Double(clipWeights[clip]) * (recipe.corpusWeights[corpus] ?? 1) * (recipe.corpusShares?[corpus] ?? 1)
    }
    let byAnswer = sources.map { $0.reduce(0) { $0 + amounts[$1] } }
    let learnt = byAnswer.filter { $0 > 0 }.sorted()
    guard !learnt.isEmpty else { return byAnswer.map { _ in 1 } }
    let median = (learnt[(learnt.count - 1) / 2] + learnt[learnt.count / 2]) / 2
    return byAnswer.map { $0 > 0 ? min(max(median / $0, 0.5), 2) : 1 }
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
    let labels = answers.labels
    let outcomes = mapInParallel(Array(split.test.enumerated())) { position, utterance -> Int? in
      progress(position)
      return (try? detector.prediction(forFile: utterance.url)).flatMap { labels.firstIndex(of: $0.label) }
    }
    var manifest = bundle.manifest
    var corpora = Dictionary(grouping: split.test.indices) { split.test[$0].corpus }
    corpora[""] = Array(split.test.indices)
    for (corpus, members) in corpora {
      let usable = members.filter { outcomes[$0] != nil && answers.classIndex(for: split.test[$0]) != nil }
      let matrix = ConfusionMatrix(
        labels: labels, truth: usable.compactMap { answers.classIndex(for: split.test[$0]) },
        predictions: usable.compactMap { outcomes[$0] })
      if corpus.isEmpty { manifest.testConfusion = matrix.counts }
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

extension DataSummary {
  /// What a model has heard that was trained on this after it was trained on `earlier`.
  ///
  /// A corpus in both counts with its larger part. A speaker is held out where neither training heard it: held out
  /// of both, or held out of one while the other did without the corpus.
  func joined(with earlier: DataSummary) -> DataSummary {
    var joined = self
    let own = Set(corpora.map(\.name))
    for corpus in earlier.corpora {
      guard let place = joined.corpora.firstIndex(where: { $0.name == corpus.name }) else {
        joined.corpora.append(corpus)
        continue
      }
      joined.corpora[place].clips = max(joined.corpora[place].clips, corpus.clips)
      joined.corpora[place].speakers = max(joined.corpora[place].speakers, corpus.speakers)
    }
    joined.corpora.sort { $0.name < $1.name }
    joined.heldOutSpeakers = Set(heldOutSpeakers + earlier.heldOutSpeakers).sorted().filter { speaker in
      func isUnheard(by summary: DataSummary, _ corpora: Set<String>) -> Bool {
        summary.heldOutSpeakers.contains(speaker) || !corpora.contains { speaker.hasPrefix($0 + "/") }
      }
      return isUnheard(by: self, own) && isUnheard(by: earlier, Set(earlier.corpora.map(\.name)))
    }
    return joined
  }
}
