import EmotionCorpora
import Foundation

/// Which utterances to keep; nil stands for all.
struct UtteranceSelection {
  /// Corpora by name, such as `ravdess`.
  var corpora: [String]?
  /// Speakers, such as `ravdess/01`, or `01` where the corpus goes without saying.
  var speakers: [String]?
  /// Speakers that a model never heard.
  var heldOutSpeakers: [String]?

  /// Keeps what was asked for.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - path: Where, for errors.
  /// - Returns: At least one utterance, in the same order.
  /// - Throws: ``SelectionError`` where a name is unknown or nothing is left.
  func applied(to utterances: [Utterance], path: String) throws(SelectionError) -> [Utterance] {
    var kept = utterances
    if let corpora {
      let found = Self.names(kept.map(\.corpus))
      if let unknown = corpora.first(where: { !found.contains($0) }) {
        throw .unknownCorpus(unknown, path: path, found: found)
      }
      kept = kept.filter { corpora.contains($0.corpus) }
    }
    if let speakers {
      for speaker in speakers where !kept.contains(where: { Self.matches($0, speaker) }) {
        throw .unknownSpeaker(speaker, path: path, found: Self.names(kept.map(\.qualifiedSpeaker)))
      }
      kept = kept.filter { utterance in speakers.contains { Self.matches(utterance, $0) } }
    }
    if let heldOutSpeakers {
      guard !heldOutSpeakers.isEmpty else { throw .noHeldOutSpeakers }
      kept = kept.filter { heldOutSpeakers.contains($0.qualifiedSpeaker) }
      guard !kept.isEmpty else { throw .heldOutSpeakersElsewhere(heldOutSpeakers, path: path) }
    }
    return kept
  }

  private static func matches(_ utterance: Utterance, _ speaker: String) -> Bool {
    utterance.qualifiedSpeaker == speaker || utterance.speaker == speaker
  }

  private static func names(_ names: [String]) -> [String] { Set(names).sorted() }
}

/// Why there is nothing to take.
enum SelectionError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// No corpus has this name.
  case unknownCorpus(String, path: String, found: [String])
  /// No speaker has this name.
  case unknownSpeaker(String, path: String, found: [String])
  /// The model's manifest names nobody.
  case noHeldOutSpeakers
  /// The corpus has none of the speakers that were held out.
  case heldOutSpeakersElsewhere([String], path: String)

  var description: String {
    switch self {
    case .unknownCorpus(let name, let path, let found):
      "There is no corpus \(name) in \(path). It holds \(Self.list(found))."
    case .unknownSpeaker(let name, let path, let found):
      "There is no speaker \(name) in \(path). Its speakers are \(Self.list(found))."
    case .noHeldOutSpeakers:
      "The model's manifest names no speakers that were held out of its training, so --test-speakers has "
        + "nobody to take. Choose with --speakers."
    case .heldOutSpeakersElsewhere(let speakers, let path):
      "None of the speakers that were held out of the model's training is in \(path). They are "
        + "\(Self.list(speakers))."
    }
  }

  var errorDescription: String? { description }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(30).joined(separator: ", ")
    return names.count > 30 ? "\(shown) and \(names.count - 30) more" : shown
  }
}
