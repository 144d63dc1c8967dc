public import Foundation

/// Why a saved state does not continue an optimizer.
public enum OptimizerStateError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The checkpoint lacks a running average.
  case missing(name: String)
  /// A running average is of another network.
  case wrongShape(name: String, found: [Int], expected: [Int])

  /// What does not fit, and what to do.
  public var description: String {
    switch self {
    case .missing(let name):
      "The checkpoint has no optimizer state \(name); it was made by another recipe. Start the training afresh."
    case .wrongShape(let name, let found, let expected):
      "The checkpoint's optimizer state \(name) has shape \(found) where \(expected) is needed; it was made for another "
        + "network. Start the training afresh."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
