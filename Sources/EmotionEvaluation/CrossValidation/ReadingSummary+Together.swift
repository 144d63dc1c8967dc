import Foundation

extension ReadingSummary {
  /// Scores, fold by fold, of the mean of the seeds' logits; nil where there is no fold with two seeds, or some seed's run
  /// of a fold is missing in all of them.
  static func together(_ reading: ClassReading, of record: CrossValidationRecord) -> ScoreSpread? {
    guard record.seeds.count > 1 else { return nil }
    let matrices = record.folds.compactMap { fold -> ConfusionMatrix? in
      let results = record.results.filter { $0.fold == fold }
      guard results.count == record.seeds.count, let joined = FoldResult(together: results) else {
        return nil
      }
      let matrix = ReadingAnswers(reading, of: [joined]).matrix()
      return matrix.total > 0 ? matrix : nil
    }
    guard !matrices.isEmpty else { return nil }
    return ScoreSpread(
      accuracy: matrices.map(\.accuracy), unweightedAverageRecall: matrices.map(\.unweightedAverageRecall),
      macroF1: matrices.map(\.macroF1))
  }
}

extension FoldResult {
  /// One fold's answers by several networks at once: the mean of their logits, each at its own temperature, and the
  /// geometric mean of their outputs' weights; nil of none.
  init?(together results: [FoldResult]) {
    guard var joined = results.first else { return nil }
    var sums: [String: [Float]] = [:]
    var counts: [String: Int] = [:]
    for result in results {
      for clip in result.clips {
        let scaled = clip.logits.map { $0 / Float(result.temperature) }
        sums[clip.id] = sums[clip.id].map { zip($0, scaled).map(+) } ?? scaled
        counts[clip.id, default: 0] += 1
      }
    }
    joined.temperature = 1
    if results.contains(where: { $0.outputWeights != nil }) {
      joined.outputWeights = joined.labels.indices.map { output in
        let logarithms = results.map { log($0.outputWeights?[output] ?? 1) }
        return exp(logarithms.reduce(0, +) / Double(results.count))
      }
    }
    joined.clips = joined.clips.compactMap { clip in
      guard counts[clip.id] == results.count, let sum = sums[clip.id] else { return nil }
      var clip = clip
      clip.logits = sum.map { $0 / Float(results.count) }
      return clip
    }
    self = joined
  }
}
