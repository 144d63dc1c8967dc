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
  /// What the model answers in: ``scheme``, or a coarser one.
  public let answers: LabelScheme
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
    let scheme = try recipe.labelScheme(of: utterances)
    try TrainingDataError.refuseDuplicates(utterances)
    try self.init(
      recipe: recipe, scheme: scheme,
      split: TrainingSplit(
        utterances: utterances, scheme: scheme, testSpeakers: testSpeakers,
        validationFraction: recipe.validationFraction, seed: seed),
      seed: seed)
  }

  /// Takes clips that are divided already.
  init(recipe: TrainingRecipe, scheme: LabelScheme, split: TrainingSplit, seed: UInt64) throws {
    answers = try recipe.answerScheme(of: scheme)
    self.scheme = scheme
    self.recipe = recipe.fitted(toLabelCount: scheme.labels.count)
    self.seed = seed
    self.split = split
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

  /// Trains every member of the recipe, each from its own random start.
  ///
  /// - Parameters:
  ///   - data: What ``prepare(cache:progress:)`` gave.
  ///   - initialModel: A model to go on from; nil: fresh weights.
  ///   - teachers: Models whose answers are learnt beside the labels: trained on the same features and classes.
  ///   - folder: Where each member's checkpoint is kept; nil: nowhere.
  ///   - resume: Whether to go on from them.
  ///   - device: Where the arithmetic runs.
  ///   - shouldStop: Asked after each step.
  ///   - begin: Called before each member with its number, from 0, and its trainer.
  ///   - report: Told of each step and each epoch.
  /// - Returns: The trained networks; nil where the caller asked to stop.
  /// - Throws: What ``trainer(data:startingFrom:teachers:member:checkpoint:resume:device:)`` and its run throw.
  public func train(
    data: TrainingData, startingFrom initialModel: ModelBundle? = nil, teachers: [ModelBundle] = [],
    checkpoints folder: URL? = nil, resume: Bool = false, device: Device = .cpu,
    shouldStop: () -> Bool = { false },
    begin: (_ member: Int, _ trainer: Trainer) -> Void = { _, _ in },
    report: (TrainingEvent) -> Void = { _ in }
  ) throws -> [TrainedNetwork]? {
    var members: [TrainedNetwork] = []
    for member in 0..<recipe.memberCount {
      let trainer = try trainer(
        data: data, startingFrom: initialModel, teachers: teachers, member: member,
        checkpoint: folder.map { Self.checkpoint(ofMember: member, in: $0) }, resume: resume, device: device)
      begin(member, trainer)
      guard case .finished(let trained) = try trainer.run(shouldStop: shouldStop, report: report) else {
        return nil
      }
      members.append(trained)
    }
    return members
  }

  /// The file that a member is saved to while it is trained.
  public static func checkpoint(ofMember member: Int, in folder: URL) -> URL {
    folder.appending(path: member == 0 ? "checkpoint.safetensors" : "checkpoint-\(member).safetensors")
  }

  /// A trainer for one member of this run.
  ///
  /// - Parameters:
  ///   - data: What ``prepare(cache:progress:)`` gave.
  ///   - initialModel: A model to go on from, with the same features and network; where it has other labels its last
  ///     layer begins anew. nil: fresh weights.
  ///   - teachers: Models whose answers are learnt beside the labels.
  ///   - member: Which member, from 0.
  ///   - checkpoint: File that the run is saved to; nil: nowhere.
  ///   - resume: Whether to go on from it.
  ///   - device: Where the arithmetic runs.
  /// - Returns: A trainer with fresh weights, or where the checkpoint stands.
  /// - Throws: `TorchError`, ``CheckpointError``, ``TeacherError`` or a specification's error.
  public func trainer(
    data: TrainingData, startingFrom initialModel: ModelBundle? = nil, teachers: [ModelBundle] = [],
    member: Int = 0, checkpoint: URL? = nil, resume: Bool = false, device: Device = .cpu
  ) throws -> Trainer {
    let seed = member == 0 ? seed : deriveSeed(seed, Trainer.Purpose.member.rawValue, UInt64(member))
    let initialWeights = try initialModel.map { try startingWeights(of: $0, member: member, seed: seed) }
    return try Trainer(
      recipe: recipe, data: data, seed: seed, initialWeights: initialWeights, teachers: teachers,
      checkpoint: checkpoint, resume: resume, device: device)
  }

  /// The weights of a model to go on from; where it has other labels, its last layer stays behind.
  private func startingWeights(of model: ModelBundle, member: Int, seed: UInt64) throws -> WeightStore {
    let manifest = model.manifest
    guard manifest.featureRecipe == recipe.features else {
      throw InitialModelError(name: manifest.name, part: "features")
    }
    let count = try manifest.networkSpec.outputSize
    guard recipe.fitted(toLabelCount: count).network == manifest.networkSpec else {
      throw InitialModelError(name: manifest.name, part: "network")
    }
    let weights = model.weights(ofMember: member % manifest.memberCount)
    guard manifest.learntLabels != scheme.labels else { return weights }
    var fresh = try Trainer.initialWeights(of: recipe.network, seed: seed)
    let last = recipe.network.lastDenseWeightNames
    for tensor in weights.tensors where !last.contains(tensor.name) { fresh.insert(tensor) }
    return fresh
  }
}
