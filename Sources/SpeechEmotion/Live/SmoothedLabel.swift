internal import Foundation

/// Follows the windows of an utterance: their answers smoothed over time, and a label that does not flicker.
struct SmoothedLabel {
  private let decay: Double
  private let margin: Double
  private var sums: [Double] = []
  private var weight = 0.0
  private var shown: Int?

  init(_ settings: LiveSettings) {
    decay =
      settings.smoothingDuration > 0 ? exp(-settings.hopDuration / settings.smoothingDuration) : 0
    margin = settings.switchingMargin
  }

  /// Adds a window's answer.
  ///
  /// - Returns: Probabilities, and which of them to show.
  mutating func add(_ values: [Double]) -> (values: [Double], shown: Int) {
    if sums.isEmpty { sums = values.map { _ in 0 } }
    for index in sums.indices { sums[index] = sums[index] * decay + values[index] }
    weight = weight * decay + 1
    let smoothed = sums.map { $0 / weight }
    let best = smoothed.indices.max { smoothed[$0] < smoothed[$1] } ?? 0
    if let shown, smoothed[best] < smoothed[shown] + margin { return (smoothed, shown) }
    shown = best
    return (smoothed, best)
  }
}
