import EmotionCorpora
public import EmotionEvaluation
public import Foundation
public import SpeechEmotion
import SpeechFeatures
public import TorchTensor

/// Trains one network on one division of the clips.
///
/// Everything random is a function of the seed, the epoch, the step and the clip, never of what came before, so a
/// run that was interrupted and resumed ends with the same weights as one that was not.
public final class Trainer {
  /// What is done, its network fitted to the labels.
  public let recipe: TrainingRecipe
  let data: TrainingData
  let seed: UInt64
  let extractor: FeatureExtractor
  let network: TrainableNetwork
  /// The network's parameters and running statistics by name.
  let members: [(name: String, tensor: Tensor)]
  let optimizer: any Optimizer
  /// Exponential moving average of the network's tensors, in their order; empty where none is kept.
  var average: [Tensor] = []
  /// Weights of the best epoch so far.
  var best: WeightStore?
  var state: TrainingState

  private let checkpoint: TrainingCheckpoint?
  private let sampleWeights: [Float]
  private let meanWeight: Float
  private let penalisedWeights: [Tensor]
  private let teachers: Teachers?
  private let centres: SpeakerCentres?
  private let background: BackgroundVoices?

  /// One record for each finished epoch.
  public var history: [EpochRecord] { state.history }

  /// What the inner validation clips were taken for after the last epoch that ended here; nil before it, and without
  /// such clips.
  public private(set) var validationConfusion: ConfusionMatrix?

  /// How a call to ``run(shouldStop:report:)`` ended.
  public enum Outcome {
    /// All epochs are done.
    case finished(TrainedNetwork)
    /// The caller asked to stop; a resumed run goes on from here.
    case interrupted(epoch: Int, step: Int)
  }

  /// Builds the network with fresh weights, or takes up a checkpoint.
  ///
  /// - Parameters:
  ///   - recipe: What to do.
  ///   - data: What to do it on.
  ///   - seed: Decides initial weights, order of clips, augmentation and dropout.
  ///   - initialWeights: Weights to start from, of the same network; random ones where nil.
  ///   - teachers: Models whose answers are learnt beside the labels, as ``TrainingRecipe/teacherShare`` says.
  ///   - checkpoint: File that a run is saved to; nil: nowhere.
  ///   - resume: Whether to go on from that file where it is there.
  ///   - device: Where the arithmetic runs.
  /// - Throws: `TorchError`, ``CheckpointError``, ``TeacherError`` or a specification's error.
  public init(
    recipe: TrainingRecipe, data: TrainingData, seed: UInt64, initialWeights: WeightStore? = nil,
    teachers: [ModelBundle] = [], checkpoint: URL? = nil, resume: Bool = false, device: Device = .cpu
  ) throws {
    self.recipe = recipe.fitted(toLabelCount: data.labels.count)
    self.data = data
    self.seed = seed
    extractor = try FeatureExtractor(recipe.features)
    centres =
      recipe.speakerNormalisation ?? 0 > 0 ? SpeakerCentres(of: data.clips, extractor: extractor) : nil
    background = recipe.augmentation.contains(where: \.needsVoices) ? BackgroundVoices(data) : nil
    let weights =
      try initialWeights ?? Self.initialWeights(of: self.recipe.network, seed: seed)
    network = try TrainableNetwork(self.recipe.network, weights: weights, device: device)
    members = try self.recipe.network.parameterShapes().compactMap { [network] shape in
      network.tensor(named: shape.name).map { (shape.name, $0) }
    }
    optimizer = try self.recipe.optimizer.makeOptimizer(for: network)
    self.teachers =
      try teachers.isEmpty
      ? nil : Teachers(teachers, recipe: recipe, labels: data.labels, device: device)
    sampleWeights = zip(data.clips.utterances, data.clipWeights(recipe.classWeights)).map {
      utterance, weight in
      weight * Float(recipe.corpusWeights[utterance.corpus] ?? 1)
    }
    let total = data.training.reduce(Float(0)) { [sampleWeights] in $0 + sampleWeights[$1] }
    meanWeight = total / Float(data.training.count)
    let penalised = recipe.denseL1 > 0 ? Set(self.recipe.network.hiddenDenseWeightNames) : []
    penalisedWeights = members.filter { penalised.contains($0.name) }.map(\.tensor)
    state = TrainingState(
      run: try Self.identity(
        of: self.recipe, data: data, seed: seed, initialWeights: initialWeights, teachers: self.teachers))
    self.checkpoint = checkpoint.map(TrainingCheckpoint.init(file:))
    if recipe.averageDecay != nil { average = try members.map { try $0.tensor.detached().copy() } }
    if resume, let saved = self.checkpoint, saved.exists { try saved.restore(self) }
  }

  /// The random weights that a seed begins with.
  static func initialWeights(of network: NetworkSpec, seed: UInt64) throws -> WeightStore {
    try WeightInitializer(seed: deriveSeed(seed, Purpose.initialWeights.rawValue)).weights(for: network)
  }

  /// Trains to the end, or until asked to stop.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked after each step; where it says so the run is saved and left.
  ///   - report: Told of each step and each epoch.
  /// - Returns: The trained network, or where the run was left.
  /// - Throws: `TorchError`, `FeatureError`, or ``TrainingDiverged``.
  public func run(
    shouldStop: () -> Bool = { false }, report: (TrainingEvent) -> Void = { _ in }
  ) throws -> Outcome {
    var lastSave = Date()
    var upcoming: BatchLoader?
    defer { upcoming?.cancel() }
    while state.epoch < recipe.epochs {
      let plan = epochPlan(state.epoch)
      let loader = upcoming ?? batches(of: plan, epoch: state.epoch, from: state.step)
      upcoming = nil
      defer { loader.cancel() }
      var clock = EpochClock(state: state, steps: plan.batches.count, epochs: recipe.epochs)
      while let batch = try clock.waiting({ try loader.next() }) {
        if state.step + 1 == plan.batches.count, state.epoch + 1 < recipe.epochs {
          // The next epoch's first batches are made during this one's last step and validation.
          upcoming = batches(of: epochPlan(state.epoch + 1), epoch: state.epoch + 1)
        }
        try step(batch, totalSteps: plan.batches.count * recipe.epochs)
        report(.step(clock.progress(state)))
        guard !shouldStop() else {
          state.epochSeconds = clock.epochSeconds
          try checkpoint?.save(self)
          return .interrupted(epoch: state.epoch + 1, step: state.step)
        }
        if -lastSave.timeIntervalSinceNow > 300 {
          state.epochSeconds = clock.epochSeconds
          try checkpoint?.save(self)
          lastSave = Date()
        }
      }
      let isBest = try endEpoch(clock)
      // Short epochs are saved now and then: writing must not cost more than the epoch.
      if state.epoch == recipe.epochs || -lastSave.timeIntervalSinceNow > 20 {
        try checkpoint?.save(self)
        lastSave = Date()
      }
      if let record = state.history.last { report(.epoch(record, isBest: isBest)) }
    }
    return .finished(try finish())
  }

  /// One optimisation step: forward, loss, backward, clip, update, average.
  private func step(_ batch: Batch, totalSteps: Int) throws {
    let dropoutSeed = deriveSeed(seed, Purpose.dropout.rawValue, UInt64(state.epoch), UInt64(state.step))
    let features = try Tensor(
      batch.features, shape: [batch.lengths.count, batch.frameCount, batch.binCount], device: network.device)
    let targets = try targets(of: batch, features)
    let weights = try Tensor(batch.weights, shape: [batch.lengths.count], device: network.device)

    let logits = try inPrecision {
      try network.forward(features, lengths: batch.lengths, mode: .training(dropoutSeed: dropoutSeed))
    }  // [clips, classes]
    let losses = try -(targets * logits.logSoftmax(dimension: 1)).sum(over: 1)  // [clips]
    let weighted = try (losses * weights).mean() / Double(meanWeight)
    var loss = weighted
    for weight in penalisedWeights { loss = try loss + weight.magnitude().sum() * recipe.denseL1 }
    try optimizer.clearGradients()
    try loss.backward()
    if let limit = recipe.gradientClip { try optimizer.clipGradients(norm: limit) }
    optimizer.learningRate = recipe.optimizer.learningRate * rateFactor(totalSteps: totalSteps)
    try optimizer.step()
    try updateAverage()

    let value = Double(try weighted.scalar())
    guard value.isFinite else { throw TrainingDiverged(epoch: state.epoch + 1, step: state.step + 1) }
    let predicted = try logits.argmax(dimension: 1).integers()
    let classCount = data.labels.count
    state.correct += predicted.indices.count { clip in
      let row = batch.targets[clip * classCount..<(clip + 1) * classCount]
      return row[row.startIndex + predicted[clip]] == row.max()
    }
    state.lossSum += value * Double(batch.lengths.count)
    state.clips += batch.lengths.count
    state.step += 1
    state.totalStep += 1
  }

  /// What each clip should be taken for, `[clips, classes]`: its labels, and what the teachers say of it.
  private func targets(of batch: Batch, _ features: Tensor) throws -> Tensor {
    let labels = try Tensor(
      batch.targets, shape: [batch.lengths.count, data.labels.count], device: network.device)
    guard let teachers else { return labels }
    let said = try inPrecision { try teachers.probabilities(features, lengths: batch.lengths) }
    let share = recipe.teacherShare ?? 0.5
    return try labels * (1 - share) + said * share
  }

  private func rateFactor(totalSteps: Int) -> Double {
    recipe.schedule.factor(step: state.totalStep, totalSteps: totalSteps) * state.plateau.factor
  }

  func inPrecision<Value>(_ body: () throws -> Value) throws -> Value {
    try Autocast.bfloat16(on: network.device, enabled: recipe.precision == .bf16, body)
  }

  private func updateAverage() throws {
    guard let decay = recipe.averageDecay else { return }
    // A young average would remember the random start: it begins as a plain mean (as in TensorFlow's EMA).
    let effective = min(decay, Double(1 + state.totalStep) / Double(10 + state.totalStep))
    try Tensor.moveInPlace(average, toward: members.map(\.tensor), weight: 1 - effective)
  }

  private func batches(of plan: BatchPlan, epoch: Int, from step: Int = 0) -> BatchLoader {
    BatchLoader(plan: Array(plan.batches.dropFirst(step)), make: batchMaker(epoch))
  }

  private func epochPlan(_ epoch: Int) -> BatchPlan {
    let seed = deriveSeed(seed, Purpose.order.rawValue, UInt64(epoch))
    return BatchPlan(
      clips: epochClips(seed: deriveSeed(seed, 1)), length: { [data] in data.clips.sampleCount(at: $0) },
      batchSize: recipe.batchSize, seed: seed)
  }

  /// The clips that one epoch sees: all of them, or of some corpora a share, of the same size every time so that
  /// epochs have equally many steps.
  private func epochClips(seed: UInt64) -> [Int] {
    guard let shares = recipe.corpusShares, !shares.isEmpty else { return data.training }
    var generator = SeededGenerator(seed: seed)
    let corpora = Dictionary(grouping: data.training) { data.clips.utterances[$0].corpus }
    return corpora.sorted { $0.key < $1.key }.flatMap { name, clips in
      guard let share = shares[name], share < 1 else { return clips }
      return generator.sample(max(1, Int((Double(clips.count) * share).rounded())), from: clips).sorted()
    }
  }

  private func batchMaker(_ epoch: Int) -> @Sendable ([Int]) throws -> Batch {
    let examples = ExampleMaker(
      recipe: recipe, data: data, extractor: extractor, centres: centres, background: background)
    let epochSeed = deriveSeed(seed, Purpose.augmentation.rawValue, UInt64(epoch))
    let weights = sampleWeights
    let mixer = recipe.mixup.map(ClipMixer.init)
    let mixingSeed = deriveSeed(seed, Purpose.mixing.rawValue, UInt64(epoch))
    let classCount = data.labels.count
    return { clips in
      var matrices = try clips.map {
        try examples.features(ofClip: $0, seed: deriveSeed(epochSeed, UInt64($0)))
      }
      var targets = clips.flatMap { examples.target(ofClip: $0) }
      mixer?.mix(
        &matrices, &targets, classCount: classCount, seed: deriveSeed(mixingSeed, UInt64(clips.first ?? 0)))
      return Batch(matrices: matrices, targets: targets, weights: clips.map { weights[$0] })
    }
  }

  private func endEpoch(_ clock: EpochClock) throws -> Bool {
    let validation = try validate()
    validationConfusion = validation?.confusion(labels: data.labels)
    state.plateau.observe(
      loss: validation?.loss ?? state.lossSum / Double(state.clips), schedule: recipe.schedule)
    let record = EpochRecord(
      epoch: state.epoch + 1, trainingLoss: state.lossSum / Double(state.clips),
      trainingAccuracy: Double(state.correct) / Double(state.clips), validationLoss: validation?.loss,
      validationAccuracy: validation?.accuracy, validationRecall: validation?.recall,
      validationRecallByCorpus: validation?.recallByCorpus ?? [:],
      validationFavourite: validation?.favourite(among: data.labels), learningRate: optimizer.learningRate,
      seconds: clock.epochSeconds)
    state.history.append(record)
    state.epoch += 1
    state.beginEpoch()
    let score = validation?.recall ?? -record.trainingLoss
    guard recipe.selection == .last || score > state.bestScore else { return false }
    state.bestScore = score
    state.bestEpoch = state.epoch
    best = try exportedWeights()
    return true
  }

  /// The weights that are validated and shipped: the average where one is kept.
  func exportedWeights() throws -> WeightStore {
    guard !average.isEmpty else { return try network.weights() }
    return try WeightStore(
      zip(members, average).map {
        NamedTensor(name: $0.name, shape: $1.shape, values: try $1.floats())
      })
  }

  private func finish() throws -> TrainedNetwork {
    let weights = try best ?? exportedWeights()
    let validation = try validate(weights: weights)
    return TrainedNetwork(
      recipe: recipe, labels: data.labels, weights: weights, history: state.history,
      bestEpoch: state.bestEpoch ?? state.epoch, validation: validation)
  }

  /// What a seed is derived for; the numbers are part of what a seed means.
  enum Purpose: UInt64 {
    case initialWeights = 1
    case order = 2
    case augmentation = 3
    case dropout = 4
    case mixing = 5
    case member = 6
  }
}

/// The loss became infinite or not a number.
public struct TrainingDiverged: Error, CustomStringConvertible, Sendable, Equatable {
  /// Epoch, counted from 1.
  public let epoch: Int
  /// Step of the epoch, counted from 1.
  public let step: Int

  /// What happened and what to do.
  public var description: String {
    "The loss is no longer a finite number in step \(step) of epoch \(epoch). Lower the learning rate "
      + "(--learning-rate) or train in full precision (--precision fp32); the last checkpoint is untouched."
  }
}
