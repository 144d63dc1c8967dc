import Foundation

/// What may be said of a cross-validation before any score: whether it holds for speakers never heard, and how much
/// of it is done.
public struct CrossValidationVerdict: Codable, Sendable, Hashable {
  /// A sentence of the leak audit and the runs that it was said of.
  public struct Finding: Codable, Sendable, Hashable {
    /// The sentence.
    public var text: String
    /// Runs by name, such as `f1, seed 7`, as ``leakingRuns`` and the others in their order.
    public var runs: [String]
  }

  /// Whether there is a run, and every run is free of leaks between training and test speakers.
  public var isSpeakerIndependent: Bool
  /// Runs that are finished.
  public var finishedRuns: Int
  /// Folds times seeds, and never fewer than are finished.
  public var plannedRuns: Int
  /// Runs that are planned and not finished, by name.
  public var missingRuns: [String]
  /// Runs whose audit found a leak, by name.
  public var leakingRuns: [String]
  /// What the audits found, each sentence once.
  public var findings: [Finding]

  /// Judges the runs of a record.
  public init(_ record: CrossValidationRecord) {
    let finished = record.results.map(\.runName)
    let planned = record.folds.flatMap { fold in record.seeds.map { "\(fold), seed \($0)" } }
    let leaking = record.results.filter { !$0.isFreeOfLeaks }.map(\.runName)
    let isIndependent = !finished.isEmpty && leaking.isEmpty
    isSpeakerIndependent = isIndependent
    finishedRuns = finished.count
    missingRuns = planned.filter { !finished.contains($0) }
    plannedRuns = finished.count + missingRuns.count
    leakingRuns = leaking

    var findings: [Finding] = []
    func add(_ text: String, _ run: String) {
      if let place = findings.firstIndex(where: { $0.text == text }) {
        findings[place].runs.append(run)
      } else {
        findings.append(Finding(text: text, runs: [run]))
      }
    }
    // What went wrong is read first.
    for result in record.results.filter({ !$0.isFreeOfLeaks }) + record.results.filter(\.isFreeOfLeaks) {
      // A clean run among leaking ones has its say only where it does not praise the whole.
      for text in result.audit.findings where isIndependent || !Self.claims(text) {
        add(text, result.runName)
      }
      for text in result.ownFindings { add(text, result.runName) }
    }
    self.findings = findings
  }

  /// The verdict in one sentence, for the first line of a report.
  public var title: String {
    if finishedRuns == 0 { return "No run is finished: there is nothing to judge yet." }
    if isSpeakerIndependent { return "Speaker-independent: no test speaker was heard in training." }
    return "Not speaker-independent: these scores do not hold for new speakers."
  }

  /// How much is done: `12 of 12 runs`, `4 of 6 runs`.
  public var progress: String { "\(finishedRuns) of \(plannedRuns) run\(plannedRuns == 1 ? "" : "s")" }

  /// Whether runs are missing.
  public var isPartial: Bool { finishedRuns < plannedRuns }

  /// Words of a record as a report may print them: where the verdict is not that it holds for new speakers, a name
  /// such as "speaker-independent folds" says what was wanted, and is marked as that.
  ///
  /// - Parameter text: A title, a split or a note.
  /// - Returns: The text; "speaker-independent" became "supposedly speaker-independent" unless it was denied.
  public func moderated(_ text: String) -> String {
    isSpeakerIndependent ? text : Self.replacingClaims(in: text)
  }

  private static func claims(_ text: String) -> Bool { replacingClaims(in: text) != text }

  private static func replacingClaims(in text: String) -> String {
    text.replacingOccurrences(
      of: "(?<!not )(?<!not yet )(?<!supposedly )speaker[-_ \u{2010}\u{2011}]?independent",
      with: "supposedly speaker-independent", options: [.regularExpression, .caseInsensitive])
  }

  enum CodingKeys: String, CodingKey {
    case findings
    case isSpeakerIndependent = "speaker_independent"
    case finishedRuns = "finished_runs"
    case plannedRuns = "planned_runs"
    case missingRuns = "missing_runs"
    case leakingRuns = "leaking_runs"
  }
}

extension FoldResult {
  /// The audit's verdict, and that nothing else in the run contradicts it.
  fileprivate var isFreeOfLeaks: Bool {
    audit.isSpeakerIndependent && audit.sharedSpeakers.isEmpty && (audit.sharedRecordings ?? 0) == 0
      && testedValidationSpeakers.isEmpty
  }

  /// Speakers that chose the epoch and were tested too.
  private var testedValidationSpeakers: [String] {
    Set(validationSpeakers).intersection(testSpeakers).sorted()
  }

  /// What the run itself shows.
  fileprivate var ownFindings: [String] {
    var lines: [String] = []
    if !testedValidationSpeakers.isEmpty {
      lines.append(
        "Speakers who chose the epoch were tested: \(testedValidationSpeakers.joined(separator: ", ")).")
    }
    if audit.sharedRecordings == nil {
      lines.append("Nobody looked for the same recording under two names.")
    }
    if unusableClips > 0 { lines.append("Test clips that could not be used: \(unusableClips).") }
    return lines
  }
}
