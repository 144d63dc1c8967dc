import EmotionCorpora
import Foundation
import SpeechEmotion
import TerminalInterface

/// What a scan found, for a person and for programs.
struct ScanReport {
  /// What was found.
  let audit: CorpusAudit
  /// The path that was scanned; left out in front of the paths of clips.
  let root: String

  /// The findings of one kind, the gravest kinds first.
  var findingsByKind: [(kind: CorpusFinding.Kind, findings: [CorpusFinding])] {
    CorpusFinding.Kind.allCases.compactMap { kind in
      let findings = audit.findings.filter { $0.kind == kind }
      return findings.isEmpty ? nil : (kind, findings)
    }
  }

  /// The report for other programs.
  var json: JSONText {
    .object([
      ("clips", .integer(audit.clips)), ("hours", .number(audit.hours)),
      ("corpora", .array(audit.corpora.map { corpus($0) })),
      ("classes", .array(audit.classes.map { .string($0) })),
      (
        "speakers",
        .array(
          audit.speakers.map { row in
            .object([
              ("speaker", .string(row.speaker)), ("gender", .string(row.gender.rawValue)),
              ("clips", .object(zip(audit.classes, row.clips).map { ($0, .integer($1)) })),
            ])
          })
      ),
      (
        "findings",
        .array(
          audit.findings.map { finding in
            .object([
              ("kind", .string(finding.kind.identifier)), ("message", .string(finding.description)),
              ("paths", .array(finding.paths.map { .string($0) })),
            ])
          })
      ),
      (
        "set_aside",
        .array(
          audit.setAside.map { file in
            .object([("path", .string(file.url.path)), ("message", .string(file.description))])
          })
      ),
    ])
  }

  private func corpus(_ summary: EmotionCorpora.CorpusSummary) -> JSONText {
    .object([
      ("corpus", .string(summary.corpus)), ("clips", .integer(summary.clips)),
      ("hours", .number(summary.hours)), ("speakers", .integer(summary.speakers)),
      ("men", .integer(summary.men)), ("women", .integer(summary.women)),
      (
        "sample_rates",
        .object(summary.sampleRates.sorted { $0.key < $1.key }.map { ("\($0.key)", .integer($0.value)) })
      ),
      (
        "classes",
        .object(
          audit.classes.filter { summary.classes[$0] != nil }.map { ($0, .integer(summary.classes[$0] ?? 0)) }
        )
      ),
      ("mean_level_decibels", summary.meanLevelDecibels.map { .number($0) } ?? .null),
    ])
  }
}

extension CorpusFinding.Kind {
  /// The kind's name in JSON.
  var identifier: String {
    switch self {
    case .unreadable: "unreadable"
    case .sameAudioDifferentLabels: "same_audio_different_labels"
    case .silent: "silent"
    case .tooShort: "too_short"
    case .damaged: "damaged"
    case .sameAudio: "same_audio"
    case .unknownSpeakers: "unknown_speakers"
    case .clipped: "clipped"
    }
  }

  /// The kind as a title.
  var title: String {
    switch self {
    case .unreadable: "unreadable"
    case .sameAudioDifferentLabels: "the same audio under two labels"
    case .silent: "silent"
    case .tooShort: "too short"
    case .damaged: "damaged"
    case .sameAudio: "the same audio more than once"
    case .unknownSpeakers: "unknown speakers"
    case .clipped: "clipped"
    }
  }
}
