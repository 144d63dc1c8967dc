/// One way of reading a network's classes: its own, or coarser ones whose probabilities are sums of its own.
///
/// A network that tells eight emotions of two genders apart can be read as eight emotions, as twelve classes or as
/// six emotions; each reading has its own scores.
public struct ClassReading: Codable, Sendable, Hashable {
  /// The label scheme, such as `seed` or `ravdess8`.
  public var name: String
  /// Classes of this reading.
  public var labels: [String]
  /// For each class of this reading the network's outputs that mean it. Outputs in none of them are left out, and
  /// the rest is scaled to sum to one.
  public var sources: [[Int]]

  /// Whether outputs count with the model's weights for them: where a model answers in these classes, or in finer ones that
  /// are summed to them.
  public var isWeighted: Bool { weighted ?? false }

  /// Absent where it is false, as in what an earlier program wrote, whose models had no weights.
  private var weighted: Bool?

  /// Wraps a reading.
  public init(name: String, labels: [String], sources: [[Int]], isWeighted: Bool = false) {
    self.name = name
    self.labels = labels
    self.sources = sources
    weighted = isWeighted ? true : nil
  }

  private enum CodingKeys: String, CodingKey {
    case name, labels, sources
    case weighted = "is_weighted"
  }

  /// The class of this reading that an output means; nil where none does.
  public func label(ofOutput output: Int) -> Int? {
    sources.firstIndex { $0.contains(output) }
  }

  /// Probabilities of this reading's classes.
  ///
  /// - Parameters:
  ///   - outputs: Probabilities of the network's classes.
  ///   - weights: What each of them counts with, where ``isWeighted``; nil: all the same.
  /// - Returns: Probabilities that sum to one; shape `[labels]`.
  public func probabilities(of outputs: [Double], weights: [Double]? = nil) -> [Double] {
    let weights = isWeighted ? weights : nil
    let sums = sources.map { $0.reduce(0) { $0 + outputs[$1] * (weights?[$1] ?? 1) } }
    let total = sums.reduce(0, +)
    return total > 0 ? sums.map { $0 / total } : sums.map { _ in 1 / Double(max(sums.count, 1)) }
  }
}
