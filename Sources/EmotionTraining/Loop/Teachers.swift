public import Foundation
import SpeechEmotion
import TorchTensor

/// Finished networks whose answers a new one learns, beside the labels (Hinton, Vinyals & Dean, "Distilling the knowledge
/// in a neural network", 2015).
///
/// What several networks say together is nearer to the truth than what each says, and shares of every class say more than
/// one label: that an angry clip sounds a little disgusted, too. They hear the very features that the pupil hears, random
/// treatment and mixing included.
struct Teachers {
  private let networks: [TrainableNetwork]
  /// Weights of all of them: part of what a run depends on.
  let fingerprint: String

  /// Builds the networks.
  ///
  /// - Parameters:
  ///   - models: At least one; each may hold several networks.
  ///   - recipe: The pupil's, whose features the teachers must have been trained on.
  ///   - labels: What the pupil learns, which the teachers must have learnt as well.
  ///   - device: Where the arithmetic runs.
  /// - Throws: ``TeacherError``, or what building a network throws.
  init(_ models: [ModelBundle], recipe: TrainingRecipe, labels: [String], device: Device) throws {
    var networks: [TrainableNetwork] = []
    var bytes: [UInt8] = []
    for (place, model) in models.enumerated() {
      let manifest = model.manifest
      guard manifest.featureRecipe == recipe.features else {
        throw TeacherError(number: place + 1, name: manifest.name, problem: .features)
      }
      guard manifest.learntLabels == labels else {
        throw TeacherError(
          number: place + 1, name: manifest.name,
          problem: .labels(learnt: manifest.learntLabels, wanted: labels))
      }
      for member in 0..<manifest.memberCount {
        let weights = model.weights(ofMember: member)
        networks.append(try TrainableNetwork(manifest.networkSpec, weights: weights, device: device))
        bytes += SafeTensors.data(weights)
      }
    }
    self.networks = networks
    fingerprint = EmotionTraining.fingerprint(of: bytes)
  }

  /// What they say together, as the detector has it: the softmax of the mean of their log probabilities.
  ///
  /// - Parameters:
  ///   - features: `[clips, frames, bins]`.
  ///   - lengths: Frames of each clip.
  /// - Returns: Probabilities, `[clips, classes]`.
  /// - Throws: `TorchError`.
  func probabilities(_ features: Tensor, lengths: [Int]) throws -> Tensor {
    try withoutGradients {
      var sum: Tensor?
      for network in networks {
        let said = try network.forward(features, lengths: lengths, mode: .evaluation).logSoftmax(dimension: 1)
        sum = try sum.map { try $0 + said } ?? said
      }
      guard let sum else { preconditionFailure("there is at least one teacher") }
      return try (sum / Double(networks.count)).softmax(dimension: 1)
    }
  }
}

/// A model that cannot teach what a run is to learn.
public struct TeacherError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// Which of the teachers it is, counted from 1.
  public let number: Int
  /// The model's name.
  public let name: String
  /// What does not fit.
  public let problem: Problem

  /// What can be wrong with a teacher.
  public enum Problem: Sendable, Equatable {
    /// It hears other features.
    case features
    /// It learnt other classes.
    case labels(learnt: [String], wanted: [String])
  }

  /// What was found and what to do.
  public var description: String {
    switch problem {
    case .features:
      "Teacher \(number), the model \(name), cannot teach: its features differ from the recipe's. Its own recipe stands in "
        + "its manifest.json under training_recipe; save that as a file and name it with --recipe."
    case .labels(let learnt, let wanted):
      "Teacher \(number), the model \(name), cannot teach: it learnt \(learnt.joined(separator: ", ")), and this run learns "
        + "\(wanted.joined(separator: ", ")). Train with the scheme and the corpora that it was trained with."
    }
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
