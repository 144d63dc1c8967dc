public import Foundation

extension CrossValidationRecord {
  /// The record as JSON with all that is computed from it under the key `summary`: keys sorted, UTF-8, one line.
  ///
  /// Numbers that JSON has no word for, as the logits of a training that diverged, are the strings `nan`, `inf` and
  /// `-inf`.
  ///
  /// - Returns: The text, ending in a line break; the same record gives the same bytes.
  /// - Throws: ``CrossValidationError`` where the record does not fit together.
  public func json() throws -> Data {
    try json(with: CrossValidationSummary(self))
  }

  /// The record as JSON with a summary of it that is already there.
  ///
  /// - Parameter summary: What ``CrossValidationSummary/init(_:resamples:)`` says of this record.
  /// - Returns: The text as of ``json()``.
  /// - Throws: `EncodingError`.
  public func json(with summary: CrossValidationSummary) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(SummarisedRecord(record: self, summary: summary)) + Data("\n".utf8)
  }

  /// Reads what ``json()`` wrote, and checks it. A summary in it is ignored: it is computed anew where it is wanted.
  ///
  /// - Parameter json: UTF-8 text.
  /// - Throws: `DecodingError`, or ``CrossValidationError`` where the record does not fit together.
  public init(json: Data) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    self = try decoder.decode(Self.self, from: json)
    try validate()
  }
}

/// A record's own keys and one more beside them.
private struct SummarisedRecord: Encodable {
  var record: CrossValidationRecord
  var summary: CrossValidationSummary

  enum CodingKeys: String, CodingKey {
    case summary
  }

  func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(summary, forKey: .summary)
  }
}
