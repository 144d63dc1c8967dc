/// Everything that is computed from the runs of a cross-validation: what may be said of the split, and the scores in
/// each reading of the network's classes.
public struct CrossValidationSummary: Codable, Sendable, Hashable {
  /// Whether the scores hold for speakers never heard, and how much is done.
  public var verdict: CrossValidationVerdict
  /// Scores in each reading, the headline first.
  public var readings: [ReadingSummary]

  /// Scores the finished runs of a record. The same record gives the same summary.
  ///
  /// - Parameters:
  ///   - record: The runs, finished or not.
  ///   - resamples: Draws of the bootstrap over speakers; positive.
  /// - Throws: ``CrossValidationError`` where the record does not fit together.
  public init(_ record: CrossValidationRecord, resamples: Int = 1000) throws {
    try record.validate()
    verdict = CrossValidationVerdict(record)
    readings = record.readings.map { ReadingSummary($0, of: record, resamples: resamples) }
  }
}
