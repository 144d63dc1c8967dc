public import Foundation

/// One recording of one person saying one thing, with what the corpus says about it.
public struct Utterance: Sendable, Hashable, Codable {
  /// Unique within what was read: the corpus and the file's name (`ravdess/03-01-05-01-01-01-07`), in folders and
  /// manifests the path without its extension.
  public var id: String

  /// The audio file.
  public var url: URL

  /// The corpus: `ravdess`, `cremad`, `tess`, `savee`, `emodb`, a manifest's column, or the folder's name.
  public var corpus: String

  /// Who speaks: unique within the corpus; ``unknownSpeaker`` where nothing tells.
  public var speaker: String

  /// The voice.
  public var gender: Gender

  /// The speaker's age in years, where the corpus tells.
  public var age: Int?

  /// One of ``EmotionWord/canonical``'s words (neutral, calm, happy, sad, angry, fearful, disgust, surprised,
  /// boredom), or the word as found where it is none of them.
  public var emotion: String

  /// The class as written: a folder's name, a manifest's label; in corpora with codes the same as ``emotion``.
  public var label: String

  /// What is said: the text where the corpus tells it, else its code; `nil` where neither is known.
  public var sentence: String?

  /// How many listeners heard which emotion in the voice alone (CREMA-D), by the words of ``emotion``.
  public var listenerVotes: [String: Int]?

  /// The ``speaker`` of a recording that does not tell who speaks.
  public static let unknownSpeaker = "unknown"

  /// Describes a recording.
  ///
  /// - Parameters:
  ///   - id: Unique within what was read.
  ///   - url: The audio file.
  ///   - corpus: The corpus.
  ///   - speaker: Who speaks; unique within the corpus.
  ///   - gender: The voice.
  ///   - age: Years.
  ///   - emotion: The emotion.
  ///   - label: The class as written; without it, the emotion.
  ///   - sentence: What is said.
  ///   - listenerVotes: Listeners by the emotion that they heard.
  public init(
    id: String, url: URL, corpus: String, speaker: String = Utterance.unknownSpeaker,
    gender: Gender = .unknown, age: Int? = nil, emotion: String, label: String? = nil,
    sentence: String? = nil, listenerVotes: [String: Int]? = nil
  ) {
    self.id = id
    self.url = url
    self.corpus = corpus
    self.speaker = speaker
    self.gender = gender
    self.age = age
    self.emotion = emotion
    self.label = label ?? emotion
    self.sentence = sentence
    self.listenerVotes = listenerVotes
  }

  /// The speaker by a name that is unique over all corpora, such as `ravdess/07`.
  public var qualifiedSpeaker: String { "\(corpus)/\(speaker)" }

  /// Whether it is known who speaks.
  public var hasKnownSpeaker: Bool { speaker != Self.unknownSpeaker }
}

/// A voice, as the corpora describe it.
public enum Gender: String, Sendable, Hashable, Codable, CaseIterable {
  /// A man's.
  case male
  /// A woman's.
  case female
  /// Not told.
  case unknown

  /// Reads `male`, `m`, `man`, `female`, `f`, `w`, `woman` in any case; anything else is unknown.
  public init(word: String) {
    switch word.lowercased() {
    case "male", "m", "man", "men", "masculine": self = .male
    case "female", "f", "w", "woman", "women", "feminine": self = .female
    default: self = .unknown
    }
  }
}
