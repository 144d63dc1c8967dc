import SpeechEmotion
import TerminalInterface

/// What is known of one input.
struct PredictionAnswer {
  /// What came of it.
  enum Outcome {
    /// Somebody speaks; the model may be too unsure to say how.
    case emotion(Prediction, abstained: Bool)
    /// Nobody speaks.
    case noSpeech(seconds: Double)
    /// There is no answer.
    case failure(any Error)
  }

  /// The path as given.
  let path: String
  /// What came of it.
  let outcome: Outcome
  /// Whether answers may be "unsure".
  let mayAbstain: Bool

  /// - Parameters:
  ///   - path: The path as given.
  ///   - result: What the detector said.
  ///   - abstainBelow: Below this confidence the answer is "unsure".
  init(path: String, result: Result<Prediction, any Error>, abstainBelow: Double?) {
    self.path = path
    mayAbstain = abstainBelow != nil
    switch result {
    case .success(let prediction):
      outcome = .emotion(
        prediction, abstained: prediction.label(abstainingBelow: abstainBelow ?? 0) == nil)
    case .failure(DetectionError.noSpeech(_, let seconds)): outcome = .noSpeech(seconds: seconds)
    case .failure(let error): outcome = .failure(error)
    }
  }

  /// What stands for a label where nobody speaks.
  static let noSpeech = "no speech"

  /// What stands for a label where the model is unsure of it.
  static func unsure(_ label: String) -> String { "unsure (\(label)?)" }
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
    switch answer.outcome {
    case .failure(let error):
      return .object([
        ("path", .string(answer.path)), ("error", .string(Diagnostics.sentence(error))),
      ])
    case .noSpeech(let seconds):
      return .object([("path", .string(answer.path))] + Prediction.noSpeechMembers(seconds: seconds))
    case .emotion(let prediction, let abstained):
      return .object(
        [("path", .string(answer.path))] + prediction.recordingMembers
          + (answer.mayAbstain ? [("abstained", .boolean(abstained))] : [])
          + Prediction.warningMembers(prediction.warnings))
    }
  }
}

/// Comma-separated values: path, label, confidence, then the probability of every label.
struct PredictionCSVWriter: PredictionWriter {
  /// Labels in the order of the model.
  let labels: [String]

  mutating func begin(_ output: inout Output) throws { try output.write(header) }

  mutating func write(_ answer: PredictionAnswer, _ output: inout Output) throws {
    try output.write(record(answer))
  }

  /// The names of the columns.
  var header: String { CSVText.record(["path", "label", "confidence"] + labels) }

  /// The row of one input.
  func record(_ answer: PredictionAnswer) -> String {
    var fields = [answer.path, "", ""] + labels.map { _ in "" }
    switch answer.outcome {
    case .failure: break
    case .noSpeech: fields[1] = PredictionAnswer.noSpeech
    case .emotion(let prediction, let abstained):
      fields = [answer.path, abstained ? "unsure" : prediction.label, "\(prediction.confidence)"]
      fields += prediction.probabilities.map { "\($0.probability)" }
    }
    return CSVText.record(fields)
  }
}
