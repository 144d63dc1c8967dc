/// What turns the probabilities of a network's outputs into those of a model's labels.
struct OutputSums: Sendable {
  /// For each label the outputs that count towards it, and what they are multiplied by; nil where outputs and labels are
  /// the same.
  private let sources: [[(output: Int, weight: Double)]]?

  init(_ manifest: ModelManifest) {
    sources = manifest.outputs.map { outputs in
      manifest.labels.names.map { name in
        outputs.indices.filter { outputs[$0].label == name }.map { ($0, outputs[$0].weight ?? 1) }
      }
    }
  }

  /// Probabilities of the labels, which sum to one.
  func applied(to probabilities: [Double]) -> [Double] {
    guard let sources else { return probabilities }
    let sums = sources.map { $0.reduce(0) { $0 + $1.weight * probabilities[$1.output] } }
    let total = sums.reduce(0, +)
    // Where every label's share was rounded to nothing, none is likelier than another.
    return total > 0 ? sums.map { $0 / total } : sums.map { _ in 1 / Double(sums.count) }
  }
}
