import EmotionCorpora
import SpeechEmotion
import TerminalInterface

/// How much a model loses to noise, rooms, lines, codecs and levels.
struct Robustness {
  /// All clips, degraded in one way.
  struct Condition {
    /// What was done to the clips; nil for nothing.
    let spec: DegradationSpec?
    /// Clips answered.
    let clips: Int
    /// Clips that could not be answered.
    let unanswered: Int
    /// Share of the clips that is right.
    let accuracy: Double
    /// Mean recall over the classes that occur.
    let unweightedAverageRecall: Double
    /// Share of the clips that the gate of `predict` takes for speech.
    let speechShare: Double
  }

  /// The model's name.
  let model: String
  /// Classes that were compared in.
  let scheme: LabelScheme
  /// Whether the model has heard the speakers before.
  let split: SplitStatus
  /// The clean condition, then the others.
  let conditions: [Condition]

  private var clean: Double { conditions.first?.unweightedAverageRecall ?? 0 }

  /// The table for other programs.
  var json: JSONText {
    .object([
      ("model", .string(model)), ("scheme", .string(scheme.name)), ("split", .string(split.sentence)),
      (
        "conditions",
        .array(
          conditions.map { condition in
            .object([
              ("degradation", condition.spec.map { .string($0.name) } ?? .null),
              ("clips", .integer(condition.clips)), ("clips_unanswered", .integer(condition.unanswered)),
              ("accuracy", .number(condition.accuracy)),
              ("unweighted_average_recall", .number(condition.unweightedAverageRecall)),
              ("loss", .number(clean - condition.unweightedAverageRecall)),
              ("speech_share", .number(condition.speechShare)),
            ])
          })
      ),
    ])
  }

  /// The table for a person.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Lines without their ends.
  func lines(for terminal: Terminal) -> [String] {
    var head = KeyValueBlock()
    head.append("model", model)
    head.append("classes", "\(scheme.labels.count) (\(scheme.name))")
    head.append("clips", conditions.first.map { NumberFormat.grouped($0.clips) })
    head.append("split", split.sentence)
    let table = Table(
      columns: [
        .init("degradation", truncation: .keepingStart), .init("name"),
        .init("mean recall", alignment: .right), .init("loss", alignment: .right),
        .init("accuracy", alignment: .right), .init("speech", alignment: .right),
      ],
      rows: conditions.map { condition in
        let loss = clean - condition.unweightedAverageRecall
        return [
          .init(condition.spec?.title ?? "none"), .init(condition.spec?.name ?? ""),
          .init(NumberFormat.fixed(condition.unweightedAverageRecall, decimals: 4)),
          .init(condition.spec == nil ? "" : NumberFormat.fixed(loss, decimals: 4)),
          .init(NumberFormat.fixed(condition.accuracy, decimals: 4)),
          .init(NumberFormat.percent(condition.speechShare)),
        ]
      })
    return head.lines(for: terminal) + [""] + table.lines(for: terminal)
  }
}
