/// Mean of a few figures and how far they lie apart.
public struct Spread: Codable, Sendable, Hashable {
  /// Their mean; 0 where there are none.
  public var mean: Double
  /// Sample standard deviation (divided by `count - 1`); nil of fewer than two.
  public var standardDeviation: Double?
  /// How many there are.
  public var count: Int

  /// Takes the mean and the sample standard deviation of figures.
  public init(_ values: [Double]) {
    let mean = PairwiseSum.mean(values)
    self.mean = mean
    count = values.count
    if values.count > 1 {
      let squares = values.map { ($0 - mean) * ($0 - mean) }
      standardDeviation = (PairwiseSum.sum(squares) / Double(values.count - 1)).squareRoot()
    }
  }

  enum CodingKeys: String, CodingKey {
    case mean, count
    case standardDeviation = "standard_deviation"
  }
}

/// The three scores of several runs or seeds, each with its spread.
public struct ScoreSpread: Codable, Sendable, Hashable {
  /// Share of clips given their own class (WA), within 0...1.
  public var accuracy: Spread
  /// Mean recall over the classes that occur (UA), within 0...1.
  public var unweightedAverageRecall: Spread
  /// Mean F1 over all classes, within 0...1.
  public var macroF1: Spread

  /// Takes the spread of each score.
  init(accuracy: [Double], unweightedAverageRecall: [Double], macroF1: [Double]) {
    self.accuracy = Spread(accuracy)
    self.unweightedAverageRecall = Spread(unweightedAverageRecall)
    self.macroF1 = Spread(macroF1)
  }

  enum CodingKeys: String, CodingKey {
    case accuracy
    case unweightedAverageRecall = "unweighted_average_recall"
    case macroF1 = "macro_f1"
  }
}
