import SpeechEmotion
import TerminalInterface

/// What is known of one input.
struct PredictionAnswer {
  /// The path as given.
  let path: String
  /// The prediction, or why there is none.
  let result: Result<Prediction, any Error>
}

/// A form that answers are written in.
protocol PredictionWriter {
  /// Whether every answer is sent on at once.
  var writesAsItGoes: Bool { get }
  /// Writes what stands before the first answer.
  mutating func begin(_ output: inout Output) throws
  /// Writes one answer.
  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws
  /// Writes what stands behind the last answer.
  mutating func end(_ output: inout Output) throws
}

extension PredictionWriter {
  var writesAsItGoes: Bool { true }
  mutating func begin(_ output: inout Output) throws {}
  mutating func end(_ output: inout Output) throws {}
}

/// One JSON array, written in one go once everything is known, so that it is whole or not there at all.
struct PredictionJSONWriter: PredictionWriter {
  private var objects: [JSONText] = []

  var writesAsItGoes: Bool { false }

  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    objects.append(Self.object(answer))
  }

  mutating func end(_ output: inout Output) throws {
    try output.write(JSONText.array(objects).document)
  }

  /// The object of one input.
  static func object(_ answer: PredictionAnswer) -> JSONText {
    switch answer.result {
    case .failure(let error):
      return .object([
        ("path", .string(answer.path)), ("error", .string(Diagnostics.sentence(error))),
      ])
    case .success(let prediction):
      var members: [(key: String, value: JSONText)] = [
        ("path", .string(answer.path)), ("label", .string(prediction.label)),
        ("confidence", .number(prediction.confidence)),
        ("probabilities", .object(prediction.probabilities.map { ($0.label, .number($0.probability)) })),
        ("emotion", .string(prediction.emotion)),
        ("gender", prediction.gender.map { .string($0) } ?? .null),
        ("duration_seconds", .number(prediction.durationSeconds)),
      ]
      if !prediction.warnings.isEmpty {
        members.append(("warnings", .array(prediction.warnings.map { .string("\($0)") })))
      }
      return .object(members)
    }
  }
}

/// Comma-separated values: path, label, confidence, then the probability of every label.
struct PredictionCSVWriter: PredictionWriter {
  /// Labels in the order of the model.
  let labels: [String]

  mutating func begin(_ output: inout Output) throws {
    try output.write(CSVText.record(["path", "label", "confidence"] + labels))
  }

  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    var fields = [answer.path, "", ""] + labels.map { _ in "" }
    if case .success(let prediction) = answer.result {
      fields = [answer.path, prediction.label, "\(prediction.confidence)"]
      fields += prediction.probabilities.map { "\($0.probability)" }
    }
    try output.write(CSVText.record(fields))
  }
}
