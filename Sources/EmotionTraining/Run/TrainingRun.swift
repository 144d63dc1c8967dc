public import EmotionCorpora
import EmotionEvaluation
public import Foundation
public import SpeechEmotion
import SpeechFeatures
public import TorchTensor

/// From corpora to a model, as `speech-emotion train` does it.
///
/// Reads and divides the clips, prepares them, trains (saving as it goes), and packs the weights with all that
/// detection needs and all that a reader wants to know of how they came about.
public struct TrainingRun {
  /// What to do.
  public let recipe: TrainingRecipe
  /// Where labels come from.
  public let scheme: LabelScheme
  /// Who hears what.
  public let split: TrainingSplit
  /// Decides everything random.
  public let seed: UInt64

  private let extractor: FeatureExtractor

  /// Reads and divides the clips.
  ///
  /// - Parameters:
  ///   - recipe: What to do.
  ///   - utterances: Labelled clips, of one corpus or several.
  ///   - testSpeakers: Qualified names of the speakers that are only ever tested on.
  ///   - seed: Decides everything random.
  /// - Throws: ``SpeakerListError``, a scheme's or a feature recipe's error.
  public init(
    recipe: TrainingRecipe, utterances: [Utterance], testSpeakers: Set<String> = [], seed: UInt64 = 0
  ) throws {
    guard
      let scheme = LabelScheme(named: recipe.scheme)
        ?? (recipe.scheme == "custom" ? .custom(of: utterances) : nil)
    else { throw TrainingDataError.unknownScheme(name: recipe.scheme, known: LabelScheme.all.map(\.name)) }
    self.scheme = scheme
    self.recipe = recipe.fitted(toLabelCount: scheme.labels.count)
    self.seed = seed
    split = try TrainingSplit(
      utterances: utterances, scheme: scheme, testSpeakers: testSpeakers,
      validationFraction: recipe.validationFraction, seed: seed)
    extractor = try FeatureExtractor(recipe.features)
  }

  /// Decodes, trims and levels what the cache does not have yet.
  ///
  /// - Parameters:
  ///   - cache: Folder of all caches.
  ///   - progress: Clips done and clips to do.
  /// - Returns: Usable training and validation clips.
  /// - Throws: ``CacheError``, ``TrainingDataError`` or `CocoaError`.
  public func prepare(
    cache: URL, progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> TrainingData {
    let clips = try PreparedClipCache(root: cache, extractor: extractor)
      .prepare(split.training, progress: progress)
    return try TrainingData(clips: clips, scheme: scheme) {
      split.validation.contains($0.id)
    }
  }

  /// A trainer for this run.
  ///
  /// - Parameters:
  ///   - data: What ``prepare(cache:progress:)`` gave.
  ///   - initialModel: A model to go on from, with the same labels, features and network; nil: fresh weights.
  ///   - checkpoint: File that the run is saved to; nil: nowhere.
  ///   - resume: Whether to go on from it.
  ///   - device: Where the arithmetic runs.
  /// - Returns: A trainer with fresh weights, or where the checkpoint stands.
  /// - Throws: `TorchError`, ``CheckpointError`` or a specification's error.
  public func trainer(
    data: TrainingData, startingFrom initialModel: ModelBundle? = nil, checkpoint: URL? = nil,
    resume: Bool = false, device: Device = .cpu
  ) throws -> Trainer {
    if let initialModel {
      let manifest = initialModel.manifest
      guard manifest.labels.names == scheme.labels else {
        throw InitialModelError(name: manifest.name, part: "labels")
      }
      guard manifest.featureRecipe == recipe.features else {
        throw InitialModelError(name: manifest.name, part: "features")
      }
      guard manifest.networkSpec == recipe.network else {
        throw InitialModelError(name: manifest.name, part: "network")
      }
    }
    return try Trainer(
      recipe: recipe, data: data, seed: seed, initialWeights: initialModel?.weights, checkpoint: checkpoint,
      resume: resume, device: device)
  }
}
