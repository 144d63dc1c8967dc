import Foundation
import SpeechAudio

extension CorpusAudit {
  /// One summary a corpus, in the order in which corpora first appear.
  static func summaries(
    _ utterances: [Utterance], names: [String], _ measurements: [Result<ClipMeasurement, AudioError>]
  ) -> [CorpusSummary] {
    var order: [String] = []
    var places: [String: [Int]] = [:]
    for (index, utterance) in utterances.enumerated() {
      if places[utterance.corpus] == nil { order.append(utterance.corpus) }
      places[utterance.corpus, default: []].append(index)
    }
    return order.map { corpus in
      let indices = places[corpus] ?? []
      let decoded = indices.compactMap { try? measurements[$0].get() }
      let genders = Dictionary(
        indices.filter { utterances[$0].hasKnownSpeaker }.map {
          (utterances[$0].speaker, utterances[$0].gender)
        },
        uniquingKeysWith: { first, _ in first })
      // Levels of digital silence are minus infinity and would drown the rest.
      let levels = decoded.filter { $0.level > 1e-5 }.map { 20 * log10($0.level) }
      return CorpusSummary(
        corpus: corpus, clips: indices.count, seconds: decoded.reduce(0) { $0 + $1.seconds },
        men: genders.values.count { $0 == .male }, women: genders.values.count { $0 == .female },
        speakersOfUnknownGender: genders.values.count { $0 == .unknown },
        sampleRates: decoded.reduce(into: [:]) { $0[$1.sampleRate, default: 0] += 1 },
        classes: indices.reduce(into: [:]) { $0[names[$1], default: 0] += 1 },
        meanLevelDecibels: levels.isEmpty ? nil : levels.reduce(0, +) / Double(levels.count))
    }
  }
}
