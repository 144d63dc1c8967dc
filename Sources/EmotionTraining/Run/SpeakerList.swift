public import EmotionCorpora
public import Foundation

/// Speakers by qualified name, such as `ravdess/07`, as an option or a file gives them.
public struct SpeakerList: Sendable, Hashable {
  /// Qualified names.
  public let speakers: Set<String>

  /// Whether corpora may be missing: of a list that spans several, those that are there are meant.
  private var spansCorpora = false

  /// Wraps names.
  public init(_ speakers: Set<String>) { self.speakers = speakers }

  /// Reads `ravdess/01,ravdess/11`, `held-out` for the speakers that the shipped model never hears (of the corpora
  /// that are there), or `@FILE` with names apart by commas, spaces or lines; `#` begins a comment.
  ///
  /// - Parameter text: The option's value.
  /// - Throws: ``SpeakerListError`` where the file cannot be read, or a name has no corpus.
  public init(text: String) throws(SpeakerListError) {
    if text == FoldList.heldOut.name {
      speakers = Set(FoldList.heldOut.folds.flatMap(\.test))
      spansCorpora = true
      return
    }
    var names = text
    if text.hasPrefix("@") {
      let path = String(text.dropFirst())
      guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
      names = String(decoding: data, as: UTF8.self).split(separator: "\n")
        .map { $0.prefix { $0 != "#" } }.joined(separator: "\n")
    }
    speakers = Set(
      names.split { $0 == "," || $0.isWhitespace }.map { String($0) })
    for name in speakers.sorted() where name.split(separator: "/").count != 2 {
      throw .notQualified(name: name)
    }
  }
}

extension SpeakerList {
  /// The speakers meant for some clips: all of them, or, of a list that spans corpora, those whose corpus is there.
  ///
  /// - Parameter utterances: What was read.
  /// - Returns: Qualified names.
  public func speakers(among utterances: [Utterance]) -> Set<String> {
    guard spansCorpora else { return speakers }
    let corpora = Set(utterances.map(\.corpus))
    return speakers.filter { name in corpora.contains { name.hasPrefix($0 + "/") } }
  }
}

/// Why a list of speakers cannot be used.
public enum SpeakerListError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// The file behind `@` cannot be read.
  case unreadable(path: String)
  /// A name does not say which corpus it is from.
  case notQualified(name: String)
  /// Speakers that no clip belongs to.
  case unknown(speakers: [String], known: [String])

  /// What was found and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "The list of speakers at \(path) cannot be read. After @ comes the path of a text file with a name a line."
    case .notQualified(let name):
      "\"\(name)\" is no speaker's name: it takes the corpus and the speaker, as in ravdess/07. "
        + "`speech-emotion corpus scan` lists them."
    case .unknown(let speakers, let known):
      "No clip is spoken by \(speakers.joined(separator: ", ")). The corpora given have "
        + known.prefix(12).joined(separator: ", ")
        + (known.count > 12 ? " and \(known.count - 12) more." : ".")
    }
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
