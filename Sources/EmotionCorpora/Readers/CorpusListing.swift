public import Foundation

/// What a folder or manifest holds: the utterances that can be used and the files that were set aside.
public struct CorpusListing: Sendable, Hashable, Codable {
  /// Labelled recordings, by corpus in the order found, within a corpus by path.
  public var utterances: [Utterance]

  /// Audio files and manifest entries that are not among them, with the reason.
  public var setAside: [SetAsideFile]

  /// Layouts that were found.
  public var formats: [CorpusFormat]

  /// Wraps a listing.
  public init(utterances: [Utterance] = [], setAside: [SetAsideFile] = [], formats: [CorpusFormat] = []) {
    self.utterances = utterances
    self.setAside = setAside
    self.formats = formats
  }
}

/// An audio file that was found but is not used.
public struct SetAsideFile: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Why a file is not used.
  public enum Reason: Sendable, Hashable, Codable {
    /// No layout explains its name.
    case unrecognisedName
    /// RAVDESS's sung statements.
    case song
    /// RAVDESS's films of the same takes.
    case film
    /// A clip of the same name is used already, such as in a second copy of the corpus.
    case sameName(as: URL)
    /// The manifests list the file more than once.
    case listedTwice
    /// A manifest lists a file that is not there.
    case missing
    /// A manifest's entry has no label.
    case noLabel
    /// A manifest's entry names no file.
    case noPath
    /// A folder that may not be read.
    case closedFolder
    /// A manifest's entry is a part of a longer file, which would have to be cut out first.
    case partOfAFile
  }

  /// The file.
  public var url: URL
  /// Why it is not used.
  public var reason: Reason

  /// Wraps a file and its reason.
  public init(url: URL, reason: Reason) {
    self.url = url
    self.reason = reason
  }

  /// The path and the reason.
  public var description: String {
    let text =
      switch reason {
      case .unrecognisedName: "its name does not tell the emotion"
      case .song: "sung, not spoken"
      case .film: "a film of a take that the audio files have too"
      case .sameName(let other): "the same clip as \(other.path)"
      case .listedTwice: "listed more than once"
      case .missing: "no such file"
      case .noLabel: "no label"
      case .noPath: "no path"
      case .closedFolder: "a folder that may not be read: check its permissions"
      case .partOfAFile: "a part of a longer file: cut it out first"
      }
    return "\(url.path): \(text)"
  }
}
