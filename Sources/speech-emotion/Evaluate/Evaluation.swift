import EmotionCorpora
import EmotionEvaluation
import SpeechEmotion
import TerminalInterface

/// One clip: what it is and what the model said, as indices of the scheme's labels.
struct EvaluationOutcome {
  let utterance: Utterance
  let truth: Int
  let prediction: Int
  /// Probability of the prediction, 0...1.
  let confidence: Double
}

/// A model's scores on a corpus.
struct Evaluation {
  /// The model's name.
  let model: String
  /// Classes that were compared in.
  let scheme: LabelScheme
  /// Clips that were answered.
  let outcomes: [EvaluationOutcome]
  /// Whether the model has heard the speakers before.
  let split: SplitStatus
  /// Clips without a class.
  let leftOut: Int
  /// Clips that could not be decoded or answered.
  let unanswered: Int
  /// What was done to every clip; nil for nothing.
  let degradation: DegradationSpec?
  /// The same clips with their speakers enrolled; nil where that was not asked for.
  var enrolment: EnrolmentGain?
  /// All scores.
  let report: EvaluationReport
  /// What abstaining below a confidence would do.
  let coverage: CoverageTable
  /// How well confidences agree with accuracy.
  let reliability: Reliability
  /// Mean recall with other speakers, where there are at least two.
  let interval: GroupBootstrap?

  init(
    model: String, scheme: LabelScheme, outcomes: [EvaluationOutcome], split: SplitStatus, leftOut: Int,
    unanswered: Int, degradation: DegradationSpec? = nil
  ) {
    self.model = model
    self.scheme = scheme
    self.outcomes = outcomes
    self.split = split
    self.leftOut = leftOut
    self.unanswered = unanswered
    self.degradation = degradation
    let truth = outcomes.map(\.truth)
    let predictions = outcomes.map(\.prediction)
    let speakers = outcomes.map(\.utterance.qualifiedSpeaker)
    report = EvaluationReport(
      labels: scheme.labels, truth: truth, predictions: predictions, speakers: speakers,
      split: split.sentence, corpora: outcomes.map(\.utterance.corpus), listsSpeakers: true)
    let confidences = outcomes.map(\.confidence)
    coverage = CoverageTable(
      labels: scheme.labels, truth: truth, predictions: predictions, confidences: confidences)
    reliability = Reliability(confidences: confidences, isCorrect: zip(truth, predictions).map(==))
    interval =
      report.speakers < 2
      ? nil
      : GroupBootstrap(labels: scheme.labels, truth: truth, predictions: predictions, groups: speakers)
  }

  /// Counts of truth against prediction.
  var matrix: ConfusionMatrix {
    ConfusionMatrix(
      labels: scheme.labels, truth: outcomes.map(\.truth), predictions: outcomes.map(\.prediction))
  }
}

extension Evaluation {
  /// The scores for other programs.
  var json: JSONText {
    var members: [(key: String, value: JSONText)] = [
      ("accuracy", .number(report.accuracy)),
      ("unweighted_average_recall", .number(report.unweightedAverageRecall)),
      ("macro_f1", .number(report.macroF1)),
      ("labels", .array(report.labels.map { .string($0) })),
      ("confusion_matrix", .array(report.confusionMatrix.map { .array($0.map { .integer($0) }) })),
      ("per_class", .object(report.labels.map { ($0, classScores($0)) })),
      ("clips", .integer(report.clips)), ("speakers", .integer(report.speakers)),
      ("split", .string(report.split)), ("per_corpus", parts(report.perCorpus ?? [:])),
      ("per_speaker", parts(report.perSpeaker ?? [:])), ("model", .string(model)),
      ("scheme", .string(scheme.name)), ("clips_held_out", .integer(split.heldOutClips)),
      ("clips_in_training_data", .integer(split.trainingClips)),
      ("clips_without_label", .integer(leftOut)), ("clips_unanswered", .integer(unanswered)),
      ("expected_calibration_error", .number(reliability.expectedCalibrationError)),
      ("coverage", .array(coverage.points.map(point))),
    ]
    if let degradation { members.append(("degradation", .string(degradation.name))) }
    if let enrolment {
      members.append(
        (
          "enrolled",
          .object([
            ("speakers", .integer(enrolment.speakers)),
            ("clips_per_speaker", .integer(enrolment.clipsPerSpeaker)),
            ("accuracy", .number(enrolment.accuracy)),
            ("unweighted_average_recall", .number(enrolment.unweightedAverageRecall)),
          ])
        ))
    }
    if let interval {
      members.append(
        (
          "unweighted_average_recall_interval",
          .object([
            ("lower", .number(interval.lower)), ("upper", .number(interval.upper)),
            ("confidence", .number(interval.confidence)),
          ])
        ))
    }
    return .object(members)
  }

  private func point(_ point: CoverageTable.Point) -> JSONText {
    .object([
      ("abstain_below", .number(point.threshold)), ("coverage", .number(point.coverage)),
      ("clips", .integer(point.clips)), ("accuracy", .number(point.accuracy)),
      ("unweighted_average_recall", .number(point.unweightedAverageRecall)),
    ])
  }

  private func classScores(_ label: String) -> JSONText {
    guard let scores = report.perClass[label] else { return .null }
    return .object([
      ("precision", .number(scores.precision)), ("recall", .number(scores.recall)),
      ("f1", .number(scores.f1)), ("support", .integer(scores.support)),
    ])
  }

  private func parts(_ parts: [String: EvaluationReport.Part]) -> JSONText {
    .object(
      parts.sorted { $0.key < $1.key }.map { name, part in
        (
          name,
          .object([
            ("accuracy", .number(part.accuracy)),
            ("unweighted_average_recall", .number(part.unweightedAverageRecall)),
            ("macro_f1", .number(part.macroF1)), ("clips", .integer(part.clips)),
            ("speakers", .integer(part.speakers)),
          ])
        )
      })
  }
}
