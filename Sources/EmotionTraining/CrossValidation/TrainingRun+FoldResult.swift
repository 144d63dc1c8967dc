import EmotionCorpora
public import EmotionEvaluation
import Foundation
public import SpeechEmotion
import SpeechFeatures

extension TrainingRun {
  /// Reads the test clips once, with the run-time that users have, and puts down what the network says of each.
  ///
  /// - Parameters:
  ///   - bundle: The finished model.
  ///   - members: What the trainer gave.
  ///   - run: Which run of a cross-validation this is.
  ///   - audit: What leaks.
  ///   - data: What was trained on.
  ///   - clips: All clips of the cross-validation, prepared.
  /// - Returns: The run's result.
  /// - Throws: A specification's error.
  public func foldResult(
    of bundle: ModelBundle, _ members: [TrainedNetwork], run: CrossValidation.Run, audit: FoldResult.Audit,
    data: TrainingData, clips: PreparedClips
  ) throws -> FoldResult {
    let began = Date()
    let network = try NetworkEnsemble(bundle)
    let places = Dictionary(
      clips.utterances.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let answers = mapInParallel(split.test) { utterance -> [Float]? in
      guard let place = places[utterance.id], let features = try? clips.features(at: place) else {
        return nil
      }
      return try? network.logits(features)
    }
    let tested = zip(split.test, answers).compactMap { utterance, logits -> FoldResult.Clip? in
      guard let logits, let truth = scheme.classIndex(for: utterance) else { return nil }
      return FoldResult.Clip(
        id: utterance.id, corpus: utterance.corpus, speaker: utterance.qualifiedSpeaker,
        gender: utterance.gender.rawValue, truth: truth, logits: logits)
    }
    let seconds = members.flatMap(\.history).reduce(0) { $0 + $1.seconds } - began.timeIntervalSinceNow
    return FoldResult(
      fold: run.fold, seed: run.seed, audit: audit, trainingClips: data.training.count,
      validationClips: data.validation.count, validationSpeakers: split.validationSpeakers,
      testSpeakers: split.testSpeakers.sorted(), labels: scheme.labels,
      history: (members.first?.history ?? []).map(FoldResult.Epoch.init),
      keptEpoch: members.first?.bestEpoch ?? 0,
      temperature: bundle.manifest.calibration.temperature,
      outputWeights: bundle.manifest.outputs?.weights, seconds: seconds, clips: tested,
      unusableClips: split.test.count - tested.count)
  }
}

extension FoldResult.Epoch {
  init(_ record: EpochRecord) {
    self.init(
      epoch: record.epoch, trainingLoss: record.trainingLoss, trainingAccuracy: record.trainingAccuracy,
      validationLoss: record.validationLoss, validationRecall: record.validationRecall,
      learningRate: record.learningRate, seconds: record.seconds)
  }
}
