import Foundation

/// Calibration by one number: logits are divided by a temperature before the softmax, which changes no decision.
///
/// Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017. Fit it on clips of
/// speakers that the network was not trained on.
public struct TemperatureScaling: Sendable, Hashable, Codable {
  /// What logits are divided by; within ``range``.
  public var temperature: Double

  /// Mean negative log likelihood, in nats, at temperature 1.
  public var lossBefore: Double

  /// Mean negative log likelihood, in nats, at the fitted temperature.
  public var lossAfter: Double

  /// Temperatures that can be fitted. A network that is always right would want 0, one that is worse than chance
  /// infinity: the search stops at the ends.
  public static let range: ClosedRange<Double> = 0.05...20

  /// Finds the temperature with the smallest mean negative log likelihood.
  ///
  /// In the inverse temperature the loss is convex and its slope increasing, so bisection of the slope finds
  /// the one minimum, in steps that are the same on every machine.
  ///
  /// - Parameters:
  ///   - logits: Rows of held-out logits; shape `[clips, labels]`.
  ///   - truth: Index of the true class of each clip.
  public init(fitting logits: [[Float]], truth: [Int]) {
    precondition(
      logits.count == truth.count, "\(logits.count) rows of logits for \(truth.count) true classes")
    let rows = logits.map { $0.map(Double.init) }
    var low = 1 / Self.range.upperBound
    var high = 1 / Self.range.lowerBound
    if rows.isEmpty {
      (low, high) = (1, 1)
    } else if Self.slope(rows, truth, inverseTemperature: low) >= 0 {
      high = low
    } else if Self.slope(rows, truth, inverseTemperature: high) <= 0 {
      low = high
    }
    var steps = 0
    while low < high, steps < 60 {
      let middle = (low + high) / 2
      if Self.slope(rows, truth, inverseTemperature: middle) < 0 { low = middle } else { high = middle }
      steps += 1
    }
    temperature = 2 / (low + high)
    lossBefore = Self.loss(logits, truth: truth, temperature: 1)
    lossAfter = Self.loss(logits, truth: truth, temperature: temperature)
  }

  /// Mean negative log likelihood of the true classes, in nats; 0 without clips.
  ///
  /// - Parameters:
  ///   - logits: Shape `[clips, labels]`.
  ///   - truth: Index of the true class of each clip.
  ///   - temperature: What the logits are divided by.
  /// - Returns: Nats a clip.
  public static func loss(_ logits: [[Float]], truth: [Int], temperature: Double = 1) -> Double {
    guard !logits.isEmpty else { return 0 }
    var total = 0.0
    for (row, label) in zip(logits, truth) {
      let scaled = row.map { Double($0) / temperature }
      let largest = scaled.max() ?? 0
      total += largest + log(scaled.reduce(0) { $0 + exp($1 - largest) }) - scaled[label]
    }
    return total / Double(logits.count)
  }

  /// Derivative of the summed loss by the inverse temperature: expected logit minus the true class's logit.
  private static func slope(_ rows: [[Double]], _ truth: [Int], inverseTemperature: Double) -> Double {
    var total = 0.0
    for (row, label) in zip(rows, truth) {
      let largest = row.max() ?? 0
      var powers = 0.0
      var weighted = 0.0
      for value in row {
        let power = exp((value - largest) * inverseTemperature)
        powers += power
        weighted += power * value
      }
      total += weighted / powers - row[label]
    }
    return total
  }
}
