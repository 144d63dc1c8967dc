public import Foundation

/// Why a ``NetworkSpec`` describes no network.
public struct NetworkSpecError: Error, Sendable, Equatable {
  /// What is wrong with a network description.
  public enum Problem: Sendable, Equatable {
    /// A size that is zero, negative or larger than this program accepts.
    case sizeOutOfRange(property: String, found: Int, allowed: ClosedRange<Int>)
    /// A rate, slope or epsilon that is not a number or outside its range.
    case numberOutOfRange(property: String, found: Float, allowed: ClosedRange<Float>)
    /// No layers where some are needed.
    case empty
    /// More layers than this program accepts.
    case tooManyLayers(maximum: Int)
    /// Residual blocks inside residual blocks, deeper than this program accepts.
    case nestedTooDeeply(maximum: Int)
    /// More parameters than this program accepts.
    case tooManyParameters(maximum: Int)
    /// A layer for sequences behind the pooling over time.
    case needsSequence(type: String)
    /// A layer that may not stand inside a residual block.
    case insideResidual(type: String)
    /// A softmax that is not the last layer.
    case softmaxNotLast
    /// A network whose output still is a sequence.
    case neverPooled
  }

  /// Place of the layer, as `layers.3`, or nil where the whole network is meant.
  public let layer: String?

  /// What is wrong.
  public let problem: Problem

  /// Describes what is wrong where.
  public init(layer: String?, problem: Problem) {
    self.layer = layer
    self.problem = problem
  }
}

extension NetworkSpecError: LocalizedError, CustomStringConvertible {
  /// The place, the fault and the way out, in a sentence or two.
  public var description: String {
    let place = layer.map { "Layer \($0) of the network" } ?? "The network"
    switch problem {
    case .sizeOutOfRange(let property, let found, let allowed):
      return
        "\(place) has \(property) \(found); it must be from \(allowed.lowerBound) to \(allowed.upperBound)."
    case .numberOutOfRange(let property, let found, let allowed):
      return
        "\(place) has \(property) \(found); it must be from \(allowed.lowerBound) to \(allowed.upperBound)."
    case .empty:
      return "\(place) has no layers; give it at least one."
    case .tooManyLayers(let maximum):
      return "\(place) has more than \(maximum) layers, which is the most that is accepted."
    case .nestedTooDeeply(let maximum):
      return
        "\(place) nests residual blocks deeper than \(maximum) levels, which is the most that is accepted."
    case .tooManyParameters(let maximum):
      return "\(place) brings the network above \(maximum) parameters, which is the most that is accepted."
    case .needsSequence(let type):
      return
        "\(place) is of type \(type), which works on a sequence of frames, but a layer before it has already "
        + "pooled over time. Move it before the pooling; there is exactly one pooling over time."
    case .insideResidual(let type):
      return
        "\(place) is of type \(type), which may not stand inside a residual block. Move it out of the block."
    case .softmaxNotLast:
      return "\(place) is a softmax with layers behind it. A softmax may only be the last layer."
    case .neverPooled:
      return
        "\(place) never pools over time. Add one of last_step, mean_pool, statistics_pool, attention_pool, "
        + "attention_statistics_pool."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
