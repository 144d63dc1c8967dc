/// Which classes a model tells apart, and which of them an utterance belongs to.
public struct LabelScheme: Sendable, Hashable, Codable {
  /// `seed`, `full`, `ravdess8`, `cremad6`, `emodb7`, `six` or `custom`.
  public let name: String

  /// Classes in the order of a network's outputs.
  public let labels: [String]

  private init(name: String, labels: [String]) {
    self.name = name
    self.labels = labels
  }

  private static let sixEmotions = ["calm", "happy", "sad", "dislike", "fearful", "surprised"]

  /// Twelve classes, the default: six emotions of a man's voice, then of a woman's. Neutral and calm are calm, angry
  /// and disgust are dislike, boredom is left out.
  public static let seed = LabelScheme(
    name: "seed", labels: ["male", "female"].flatMap { gender in sixEmotions.map { "\(gender)_\($0)" } })

  /// The eight emotions of RAVDESS, in the order of its codes.
  public static let ravdess8 = LabelScheme(
    name: "ravdess8",
    labels: ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"])

  /// The six emotions of CREMA-D.
  public static let cremad6 = LabelScheme(
    name: "cremad6", labels: ["angry", "disgust", "fearful", "happy", "neutral", "sad"])

  /// The seven emotions of EmoDB.
  public static let emodb7 = LabelScheme(
    name: "emodb7", labels: ["angry", "boredom", "disgust", "fearful", "happy", "neutral", "sad"])

  /// The six emotions of ``seed`` without the voice.
  public static let six = LabelScheme(name: "six", labels: sixEmotions)

  /// The nine emotions of all corpora, of a man's voice, then of a woman's: eighteen classes, each other scheme but
  /// `custom` being a sum of some of them. What a network learns that is to be read in several ways.
  public static let full = LabelScheme(
    name: "full",
    labels: ["male", "female"].flatMap { gender in EmotionWord.canonical.map { "\(gender)_\($0)" } })

  /// Classes as they are written in folders and manifests.
  ///
  /// - Parameter labels: Classes, in order; a repeated one counts once.
  /// - Returns: A scheme named `custom`.
  public static func custom(_ labels: [String]) -> LabelScheme {
    var seen: Set<String> = []
    return LabelScheme(name: "custom", labels: labels.filter { seen.insert($0).inserted })
  }

  /// The classes that utterances have, as written and sorted.
  ///
  /// - Parameter utterances: What was read.
  /// - Returns: A scheme named `custom` in which every utterance has a class.
  public static func custom(of utterances: [Utterance]) -> LabelScheme {
    custom(Set(utterances.map(\.label)).sortedByScalars())
  }

  /// Schemes with fixed classes.
  public static let all = [seed, full, ravdess8, cremad6, emodb7, six]

  /// The scheme of a name; `nil` for any other, `custom` included, whose classes a name does not tell.
  public init?(named name: String) {
    guard let scheme = Self.all.first(where: { $0.name == name }) else { return nil }
    self = scheme
  }

  /// The class of an utterance; `nil` where the scheme has none for it.
  ///
  /// - Parameter utterance: What was read.
  /// - Returns: One of ``labels``. Schemes with genders have no class for a voice that is not known to be either.
  public func label(for utterance: Utterance) -> String? {
    let candidate: String
    switch name {
    case "seed":
      guard utterance.gender != .unknown, let emotion = Self.merged(utterance.emotion) else { return nil }
      candidate = "\(utterance.gender.rawValue)_\(emotion)"
    case "full":
      guard utterance.gender != .unknown else { return nil }
      candidate = "\(utterance.gender.rawValue)_\(utterance.emotion)"
    case "six":
      guard let emotion = Self.merged(utterance.emotion) else { return nil }
      candidate = emotion
    case "custom":
      candidate = labels.contains(utterance.label) ? utterance.label : utterance.emotion
    default:
      candidate = utterance.emotion
    }
    return labels.contains(candidate) ? candidate : nil
  }

  /// Index within ``labels`` of the class of an utterance; `nil` where the scheme has none for it.
  public func classIndex(for utterance: Utterance) -> Int? {
    label(for: utterance).flatMap(labels.firstIndex(of:))
  }

  private static func merged(_ emotion: String) -> String? {
    switch emotion {
    case "neutral", "calm": "calm"
    case "angry", "disgust": "dislike"
    case "happy", "sad", "fearful", "surprised": emotion
    default: nil
    }
  }
}
