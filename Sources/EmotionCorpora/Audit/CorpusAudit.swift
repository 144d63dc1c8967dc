import Foundation
import SpeechAudio

/// What a corpus holds and what is wrong with it, from decoding every file once.
public struct CorpusAudit: Sendable, Hashable, Codable {
  /// What counts as wrong.
  public struct Limits: Sendable, Hashable, Codable {
    /// Clips below this many seconds are too short.
    public var minimumSeconds = 0.3
    /// Clips whose peak stays below this many decibels of full scale are silent. The quietest speech in RAVDESS peaks
    /// at -47, digital silence behind a lossy codec below -600.
    public var silenceDecibels = -70.0
    /// Clips with more than this share of samples at full scale are probably clipped.
    public var clippedShare = 0.002

    /// The usual limits.
    public init() {}
  }

  /// A summary a corpus, in the order read.
  public var corpora: [CorpusSummary]
  /// Columns of the table of classes by speakers.
  public var classes: [String]
  /// Rows of the table of classes by speakers, sorted by name.
  public var speakers: [SpeakerRow]
  /// What is wrong, the gravest kind first.
  public var findings: [CorpusFinding]
  /// Files that were found but are not used.
  public var setAside: [SetAsideFile]
  /// What each utterance sounds like, in the order read; `nil` where it cannot be decoded. For ``LeakAudit``.
  public var fingerprints: [AudioFingerprint?]

  /// Clips of all corpora.
  public var clips: Int { corpora.reduce(0) { $0 + $1.clips } }
  /// Length of all clips together, in hours.
  public var hours: Double { corpora.reduce(0) { $0 + $1.hours } }

  /// Decodes every utterance and looks for what is wrong.
  ///
  /// Memory is bounded whatever the length of the files.
  ///
  /// - Parameters:
  ///   - listing: What was read.
  ///   - scheme: Classes of the table; without it, the emotions as read.
  ///   - limits: What counts as wrong.
  ///   - parallelism: Files decoded at the same time.
  ///   - progress: Called behind each file with the number done and of all, from one thread at a time.
  public init(
    of listing: CorpusListing, scheme: LabelScheme? = nil, limits: Limits = Limits(), parallelism: Int = 2,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) {
    let utterances = listing.utterances
    let total = utterances.count
    let measurements = concurrentMap(
      utterances, parallelism: parallelism, progress: { progress?($0, total) },
      transform: { utterance in
        Result { () throws(AudioError) in try ClipMeasurement(contentsOf: utterance.url) }
      })
    let names = utterances.map { utterance in
      scheme.map { $0.label(for: utterance) ?? Self.leftOut } ?? utterance.emotion
    }
    classes = Self.classes(names, scheme: scheme)
    speakers = Self.speakerRows(utterances, names: names, classes: classes)
    corpora = Self.summaries(utterances, names: names, measurements)
    findings = Self.findings(utterances, measurements, limits: limits)
    setAside = listing.setAside
    fingerprints = measurements.map { try? $0.get().fingerprint }
  }

  /// The class of utterances for which the scheme has none.
  public static let leftOut = "(left out)"

  /// Columns: the scheme's own order, or canonical emotions and then words of the corpus's own.
  private static func classes(_ names: [String], scheme: LabelScheme?) -> [String] {
    let present = Set(names)
    let known = scheme?.labels ?? EmotionWord.canonical.filter(present.contains)
    return known + present.subtracting(known).sortedByScalars()
  }

  private static func speakerRows(_ utterances: [Utterance], names: [String], classes: [String])
    -> [SpeakerRow]
  {
    let columns = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var rows: [String: SpeakerRow] = [:]
    for (utterance, name) in zip(utterances, names) {
      let speaker = utterance.qualifiedSpeaker
      let empty = SpeakerRow(
        speaker: speaker, gender: utterance.gender, clips: Array(repeating: 0, count: classes.count))
      guard let column = columns[name] else { continue }
      rows[speaker, default: empty].clips[column] += 1
    }
    return rows.keys.sortedByScalars().compactMap { rows[$0] }
  }
}
