import Foundation
import SpeechAudio

extension CorpusAudit {
  /// Everything wrong with the clips, by kind, within a kind in the order read.
  static func findings(
    _ utterances: [Utterance], _ measurements: [Result<ClipMeasurement, AudioError>], limits: Limits
  ) -> [CorpusFinding] {
    var findings: [CorpusFinding] = []
    var sameSound: [AudioFingerprint: [Int]] = [:]
    var sounds: [AudioFingerprint] = []
    let silence = Float(pow(10, limits.silenceDecibels / 20))

    for (index, utterance) in utterances.enumerated() {
      let path = utterance.url.path
      switch measurements[index] {
      case .failure(let error):
        findings.append(.unreadable(path: path, reason: error.description))
      case .success(let clip):
        findings += clip.warnings.map { .damaged(path: path, reason: $0) }
        if clip.seconds < limits.minimumSeconds {
          findings.append(
            .tooShort(path: path, seconds: clip.seconds, minimumSeconds: limits.minimumSeconds))
        }
        if clip.peak < silence {
          findings.append(.silent(path: path))
          // All silences sound the same; that is not news.
          continue
        }
        if clip.clippedShare > limits.clippedShare {
          findings.append(.clipped(path: path, share: clip.clippedShare))
        }
        if sameSound[clip.fingerprint] == nil { sounds.append(clip.fingerprint) }
        sameSound[clip.fingerprint, default: []].append(index)
      }
    }
    for sound in sounds {
      guard let places = sameSound[sound], places.count > 1 else { continue }
      findings.append(repeated(places.map { utterances[$0] }))
    }
    findings += unknownSpeakers(utterances)

    let rank = Dictionary(uniqueKeysWithValues: CorpusFinding.Kind.allCases.enumerated().map { ($1, $0) })
    return findings.enumerated()
      .sorted { (rank[$0.element.kind] ?? 0, $0.offset) < (rank[$1.element.kind] ?? 0, $1.offset) }
      .map(\.element)
  }

  private static func repeated(_ utterances: [Utterance]) -> CorpusFinding {
    let paths = utterances.map(\.url.path)
    let labels = Set(utterances.map(\.emotion)).sortedByScalars()
    guard let label = labels.first, labels.count == 1 else {
      return .sameAudioDifferentLabels(paths: paths, labels: labels)
    }
    return .sameAudio(paths: paths, label: label)
  }

  private static func unknownSpeakers(_ utterances: [Utterance]) -> [CorpusFinding] {
    let unknown = Dictionary(grouping: utterances.filter { !$0.hasKnownSpeaker }, by: \.corpus)
    return unknown.keys.sortedByScalars().map {
      .unknownSpeakers(corpus: $0, clips: unknown[$0]?.count ?? 0)
    }
  }
}
