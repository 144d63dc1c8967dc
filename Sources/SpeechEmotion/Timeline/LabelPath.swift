internal import Foundation

/// The likeliest sequence of labels where every change costs something (Viterbi 1967, with one transition cost).
enum LabelPath {
  /// Finds it.
  ///
  /// - Parameters:
  ///   - cells: Probabilities of each label, one row per step of time.
  ///   - switchingCost: What a change of label costs, in units of log probability.
  /// - Returns: A label's place for each row.
  static func likeliest(_ cells: [[Double]], switchingCost: Double) -> [Int] {
    guard let first = cells.first else { return [] }
    let log = { (probability: Double) in Foundation.log(max(probability, 1e-6)) }
    var scores = first.map(log)
    var origins: [[Int]] = []
    for cell in cells.dropFirst() {
      let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
      var origin = Array(scores.indices)
      for label in scores.indices where scores[best] - switchingCost > scores[label] { origin[label] = best }
      scores = cell.indices.map { label in
        scores[origin[label]] - (origin[label] == label ? 0 : switchingCost) + log(cell[label])
      }
      origins.append(origin)
    }
    var path = [scores.indices.max { scores[$0] < scores[$1] } ?? 0]
    for origin in origins.reversed() { path.append(origin[path[path.count - 1]]) }
    return path.reversed()
  }
}
