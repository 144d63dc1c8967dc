import EmotionCorpora
import Foundation
import SpeechAudio
import SpeechFeatures

/// Degrades clips of a corpus, each from a seed of its own, so that neither order nor threads matter.
struct ClipDegrader: Sendable {
  /// People who talk in babble.
  static let babbleVoices = 5

  private static let seed: UInt64 = 0x726F_6275_7374

  private let utterances: [Utterance]
  private let indicesBySpeaker: [String: [Int]]
  private let speakers: [String]

  /// - Parameter utterances: The clips; babble is made of those of other speakers.
  init(_ utterances: [Utterance]) {
    self.utterances = utterances
    indicesBySpeaker = Dictionary(grouping: utterances.indices) { utterances[$0].qualifiedSpeaker }
    speakers = indicesBySpeaker.keys.sorted()
  }

  /// Checks that a degradation can be made of these clips.
  ///
  /// - Throws: ``BabbleError`` where babble has nobody to talk.
  func check(_ degradation: Degradation) throws(BabbleError) {
    guard case .babble = degradation, speakers.count < 2 else { return }
    throw BabbleError(speakers: speakers)
  }

  /// A clip as it arrives.
  ///
  /// - Parameters:
  ///   - index: The clip.
  ///   - spec: What happens to it; nil for nothing.
  /// - Returns: The degraded clip at its own rate.
  /// - Throws: `AudioError` where a clip cannot be decoded or a codec fails.
  func waveform(_ index: Int, spec: DegradationSpec?) throws -> Waveform {
    let waveform = try Waveform(contentsOf: utterances[index].url)
    guard let spec else { return waveform }
    var generator = SeededGenerator(
      seed: SeededGenerator.derivedSeed(Self.seed, "\(spec.name) \(utterances[index].id)"))
    var voices: [Waveform] = []
    if case .babble = spec.degradation {
      for other in others(than: utterances[index].qualifiedSpeaker, using: &generator) {
        voices.append(try Waveform(contentsOf: utterances[other].url))
      }
    }
    return try spec.degradation.applied(to: waveform, voices: voices, using: &generator)
  }

  /// Clips of other speakers, of as many different ones as there are.
  func others(than speaker: String, using generator: inout SeededGenerator) -> [Int] {
    let others = generator.shuffled(speakers.filter { $0 != speaker })
    guard !others.isEmpty else { return [] }
    return (0..<Self.babbleVoices).compactMap { voice in
      generator.element(of: indicesBySpeaker[others[voice % others.count]] ?? [])
    }
  }
}

/// Babble needs other people.
struct BabbleError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// Who is there.
  let speakers: [String]

  var description: String {
    "Babble is made of clips of other speakers, and all clips chosen are of "
      + "\(speakers.joined(separator: ", ")). Choose more speakers, or another degradation."
  }

  var errorDescription: String? { description }
}
