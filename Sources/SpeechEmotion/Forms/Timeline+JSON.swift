extension Timeline {
  /// The timeline as members of a JSON object: the form that Documentation/listening.md promises.
  package var members: [(key: String, value: JSONText)] {
    [
      ("duration_seconds", .number(durationSeconds)),
      ("speech_seconds", .number(Self.rounded(speechSeconds))),
      ("label", summary.map { .string($0.label) } ?? .null),
      ("segments", .array(segments.map { .object($0.members) })),
    ] + Prediction.warningMembers(warnings)
  }

  fileprivate static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

extension Timeline.Segment {
  fileprivate var members: [(key: String, value: JSONText)] {
    [("start", .number(Timeline.rounded(start))), ("end", .number(Timeline.rounded(end)))]
      + (prediction?.stretchMembers ?? [("label", .null), ("no_speech", .boolean(true))])
  }
}
