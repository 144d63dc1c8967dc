import EmotionCorpora
public import Foundation
public import SpeechEmotion
import SpeechFeatures
internal import Synchronization

extension TrainingRun {
  /// Takes finished models as the members of one, whose networks answer together: nothing is trained.
  ///
  /// Networks that came another way are wrong on other clips, so the mean of what they say is usually right more
  /// often than each. The inner validation clips are heard again, so that the temperature fits what they say together.
  ///
  /// - Parameters:
  ///   - models: At least one; each may hold several networks. They must have been trained on the run's features and
  ///     classes with the run's inner validation speakers: the same corpora, test speakers, seed and `validation_fraction`.
  ///   - data: What ``prepare(cache:progress:)`` gave.
  ///   - progress: Told how often validation clips have been heard by now, once by each network; on any thread.
  /// - Returns: Every network of every model, with what it says of the validation clips.
  /// - Throws: ``JoinError``, a specification's error or `FeatureError`.
  public func members(
    of models: [ModelBundle], data: TrainingData, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> [TrainedNetwork] {
    let heard = Mutex(0)
    return try models.enumerated().flatMap { place, model in
      if let problem = problem(of: model) {
        throw JoinError(number: place + 1, name: model.manifest.name, problem: problem)
      }
      return try (0..<model.manifest.memberCount).map { member in
        let weights = model.weights(ofMember: member)
        let network = try InferenceNetwork(model.manifest.networkSpec, weights: weights)
        let logits = try mapInParallel(data.validation) { clip in
          defer {
            heard.withLock { heard in
              heard += 1
              progress(heard)  // within the lock: never backwards
            }
          }
          return Result { try network.logits(try data.clips.features(at: clip)) }
        }.map { try $0.get() }
        return TrainedNetwork(
          recipe: recipe, labels: data.labels, weights: weights, history: [], bestEpoch: 0,
          validation: logits.isEmpty ? nil : ValidationResult(logits: logits, data: data))
      }
    }
  }

  private func problem(of model: ModelBundle) -> JoinError.Problem? {
    let manifest = model.manifest
    if manifest.featureRecipe != recipe.features { return .features }
    if manifest.networkSpec != recipe.network { return .network }
    if manifest.learntLabels != scheme.labels {
      return .labels(learnt: manifest.learntLabels, wanted: scheme.labels)
    }
    let (known, wanted) = (Set(manifest.data.heldOutSpeakers), Set(split.unheardSpeakers))
    if known != wanted {
      return .heldOut(
        heard: wanted.subtracting(known).sorted(), unnamed: known.subtracting(wanted).sorted())
    }
    guard let own = try? TrainingRecipe(of: manifest) else { return .noRecipe }
    return own.validationFraction == recipe.validationFraction
      ? nil : .validation(found: own.validationFraction, wanted: recipe.validationFraction)
  }
}

extension TrainingRecipe {
  /// The recipe that a model was trained by.
  ///
  /// - Parameter manifest: What the model says about itself.
  /// - Throws: ``JoinError`` where it does not say, `DecodingError` where what it says is no recipe.
  public init(of manifest: ModelManifest) throws {
    guard manifest.trainingRecipe != .null else {
      throw JoinError(number: 1, name: manifest.name, problem: .noRecipe)
    }
    self = try manifest.trainingRecipe.decoded(as: Self.self)
  }
}

/// A model that cannot answer together with others.
public struct JoinError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// Which of the models it is, counted from 1.
  public let number: Int
  /// The model's name.
  public let name: String
  /// What does not fit.
  public let problem: Problem

  /// What can be wrong with a model.
  public enum Problem: Sendable, Equatable {
    /// It hears other features than the first.
    case features
    /// Its networks have other layers than the first's.
    case network
    /// It learnt other classes.
    case labels(learnt: [String], wanted: [String])
    /// Other speakers were held out of its training than are to test: some of those it has heard, or it never heard some
    /// who are not named.
    case heldOut(heard: [String], unnamed: [String])
    /// It spared another share of the speakers for validation: the temperature would be fitted on voices it has heard.
    case validation(found: Double, wanted: Double)
    /// It does not say how it was trained.
    case noRecipe
  }

  /// What was found and what to do.
  public var description: String {
    let model = "Model \(number) of --join, \(name), cannot be joined: "
    switch problem {
    case .features:
      return model + "it hears other features than the first. Train it by a recipe with the same features."
    case .network:
      return model
        + "its networks have other layers than the first's. Train it by a recipe with the same network."
    case .labels(let learnt, let wanted):
      return model
        + "it learnt \(learnt.joined(separator: ", ")), and these corpora and the first model's recipe give "
        + "\(wanted.joined(separator: ", ")). Name the corpora that both were trained on."
    case .heldOut(let heard, let unnamed):
      return model + "--test-speakers has to name the speakers that it never heard, and no others. "
        + (heard.isEmpty ? "" : "It has heard \(heard.joined(separator: ", ")). ")
        + (unnamed.isEmpty ? "" : "Not named: \(unnamed.joined(separator: ", ")).")
    case .validation(let found, let wanted):
      return model
        + "its recipe spared \(found) of the speakers for validation and the first model's \(wanted), so it may "
        + "have heard voices that the temperature is to be fitted on. Train it with the same validation_fraction."
    case .noRecipe:
      return model + "its manifest.json has no training_recipe, which says how to prepare the clips."
    }
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
