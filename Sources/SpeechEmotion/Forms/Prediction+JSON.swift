extension Prediction {
  /// What a model says, as members of a JSON object: the form that Documentation/output.md promises, of a whole recording.
  package var recordingMembers: [(key: String, value: JSONText)] {
    var members: [(key: String, value: JSONText)] = [
      ("label", .string(label)), ("confidence", .number(confidence)), ("probabilities", probabilitiesObject),
      ("emotion", .string(emotion)), ("gender", gender.map { .string($0) } ?? .null),
      ("duration_seconds", .number(durationSeconds)),
    ]
    if let speechSeconds { members.append(("speech_seconds", .number(speechSeconds))) }
    return members
  }

  /// The same of a stretch of a timeline.
  package var stretchMembers: [(key: String, value: JSONText)] {
    [
      ("label", .string(label)), ("confidence", .number(confidence)), ("emotion", .string(emotion)),
      ("gender", gender.map { .string($0) } ?? .null), ("probabilities", probabilitiesObject),
    ]
  }

  /// What is said of a recording in which nobody speaks.
  ///
  /// - Parameter seconds: How long it lasts.
  /// - Returns: Members.
  package static func noSpeechMembers(seconds: Double) -> [(key: String, value: JSONText)] {
    [
      ("label", .null), ("no_speech", .boolean(true)), ("duration_seconds", .number(seconds)),
      ("speech_seconds", .number(0)),
    ]
  }

  /// Warnings as a member of a JSON object; nothing where there are none.
  package static func warningMembers(_ warnings: [DetectionWarning]) -> [(key: String, value: JSONText)] {
    warnings.isEmpty ? [] : [("warnings", .array(warnings.map { .string("\($0)") }))]
  }

  private var probabilitiesObject: JSONText {
    .object(probabilities.map { ($0.label, .number($0.probability)) })
  }
}
