import Foundation

/// How the learning rate moves over a run, as a multiple of the optimizer's.
public enum LearningRateSchedule: Sendable, Hashable {
  /// The same rate throughout.
  case constant
  /// Rises along a cosine to the full rate over the first `warmup` share of the steps, then falls along a cosine
  /// to almost nothing (Smith & Topin 2019).
  case oneCycle(warmup: Double = 0.2)
  /// Multiplied by `factor` after `patience` epochs in which the validation loss did not improve, as Keras'
  /// ReduceLROnPlateau.
  case plateau(factor: Double = 0.9, patience: Int = 8)

  /// The multiple of the learning rate at one step of a run whose schedule does not look at the validation.
  ///
  /// - Parameters:
  ///   - step: Steps taken so far.
  ///   - totalSteps: Steps of the whole run.
  /// - Returns: A factor in 0...1; always 1 for ``plateau(factor:patience:)``, which ``PlateauState`` follows.
  public func factor(step: Int, totalSteps: Int) -> Double {
    guard case .oneCycle(let warmup) = self else { return 1 }
    let peak = max(1, Double(totalSteps) * warmup)
    let position = Double(step)
    func cosine(from start: Double, to end: Double, at share: Double) -> Double {
      end + (start - end) / 2 * (1 + cos(.pi * min(max(share, 0), 1)))
    }
    // PyTorch's OneCycleLR: starts at 1/25 of the peak, ends at 1/10000 of the start.
    if position < peak { return cosine(from: 1 / 25, to: 1, at: position / peak) }
    return cosine(from: 1, to: 1 / 250_000, at: (position - peak) / max(1, Double(totalSteps) - peak))
  }
}

/// What a plateau schedule remembers between epochs; part of the checkpoint.
public struct PlateauState: Codable, Sendable, Hashable {
  /// Current multiple of the learning rate.
  public private(set) var factor = 1.0
  private var best = Double.infinity
  private var epochsWithoutGain = 0

  /// Starts at the full learning rate.
  public init() {}

  /// Takes note of an epoch's validation loss.
  ///
  /// - Parameters:
  ///   - loss: Validation loss of the epoch.
  ///   - schedule: The rule; anything but a plateau changes nothing.
  public mutating func observe(loss: Double, schedule: LearningRateSchedule) {
    guard case .plateau(let multiple, let patience) = schedule else { return }
    // Keras' default min_delta.
    if loss < best - 1e-4 {
      best = loss
      epochsWithoutGain = 0
      return
    }
    epochsWithoutGain += 1
    if epochsWithoutGain >= patience {
      factor *= multiple
      epochsWithoutGain = 0
    }
  }
}

extension LearningRateSchedule: Codable {
  private enum Keys: String, CodingKey { case type, warmup, factor, patience }

  /// Reads `{"type": "constant" | "one_cycle" | "plateau", ...}`.
  ///
  /// - Parameter decoder: Where to read from.
  /// - Throws: `DecodingError` for another type.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    switch try container.decode(String.self, forKey: .type) {
    case "constant": self = .constant
    case "one_cycle":
      self = .oneCycle(warmup: try container.decodeIfPresent(Double.self, forKey: .warmup) ?? 0.2)
    case "plateau":
      self = .plateau(
        factor: try container.decodeIfPresent(Double.self, forKey: .factor) ?? 0.9,
        patience: try container.decodeIfPresent(Int.self, forKey: .patience) ?? 8)
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: container,
        debugDescription: "a schedule's type is constant, one_cycle or plateau, not \"\(other)\"")
    }
  }

  /// Writes the form that ``init(from:)`` reads.
  ///
  /// - Parameter encoder: Where to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    switch self {
    case .constant: try container.encode("constant", forKey: .type)
    case .oneCycle(let warmup):
      try container.encode("one_cycle", forKey: .type)
      try container.encode(warmup, forKey: .warmup)
    case .plateau(let factor, let patience):
      try container.encode("plateau", forKey: .type)
      try container.encode(factor, forKey: .factor)
      try container.encode(patience, forKey: .patience)
    }
  }
}
