public import Foundation

/// Why weights do not fit a network.
public enum WeightError: Error, Sendable, Equatable {
  /// The network needs a tensor that is not there.
  case missing(name: String, shape: [Int])
  /// A tensor has another shape than the network needs.
  case wrongShape(name: String, found: [Int], expected: [Int])
  /// A tensor that the network has no use for.
  case unexpected(name: String)
  /// A value is infinite or not a number.
  case notFinite(name: String, index: Int)
  /// A running variance is below zero.
  case negativeVariance(name: String, index: Int)
}

extension WeightError: LocalizedError, CustomStringConvertible {
  /// Which tensor does not fit, and what would.
  public var description: String {
    switch self {
    case .missing(let name, let shape):
      "The weights lack the tensor \(name) of shape \(shape) that the network needs; they belong to another network."
    case .wrongShape(let name, let found, let expected):
      "The tensor \(name) has shape \(found) where the network needs \(expected); the weights belong to another network."
    case .unexpected(let name):
      "The weights hold a tensor \(name) that the network has no use for; they belong to another network."
    case .notFinite(let name, let index):
      "The tensor \(name) holds an infinite value or one that is no number, at index \(index); the weights are damaged "
        + "or their training diverged."
    case .negativeVariance(let name, let index):
      "The running variance \(name) is negative at index \(index); the weights are damaged."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
