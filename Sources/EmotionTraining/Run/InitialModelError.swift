public import Foundation

/// A model that a run cannot go on from.
public struct InitialModelError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// The model's name.
  public let name: String
  /// What differs: features or network.
  public let part: String

  /// What was found and what to do.
  public var description: String {
    "Training cannot go on from the model \(name): its \(part) differ from the recipe's. Its own recipe stands in its "
      + "manifest.json under training_recipe; save that as a file and name it with --recipe."
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
