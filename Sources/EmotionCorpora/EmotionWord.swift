/// The words that corpora, folders and manifests use for emotions.
public enum EmotionWord {
  /// The words that synonyms are brought to.
  public static let canonical = [
    "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised", "boredom",
  ]

  /// The canonical word of a synonym, in any case and with any of `_`, `-` and spaces between words.
  ///
  /// - Parameter word: A word such as `Anger`, `ANG`, `ps` or `pleasant_surprise`.
  /// - Returns: One of ``canonical``; `nil` for any other word.
  public static func normalised(_ word: String) -> String? {
    synonyms[key(word)]
  }

  /// Emotion and voice of a class name: an emotion word, alone or with `male` or `female` before or after it.
  ///
  /// - Parameter name: A class name such as `happy`, `male_happy` or `fear-female`.
  /// - Returns: The canonical emotion and the voice; `nil` where the name holds no emotion word.
  public static func parsed(_ name: String) -> (emotion: String, gender: Gender)? {
    if let emotion = normalised(name) { return (emotion, .unknown) }
    let words = key(name).split(separator: " ").map(String.init)
    guard words.count > 1, let first = words.first, let last = words.last else { return nil }
    for (word, rest) in [(first, words.dropFirst()), (last, words.dropLast())] {
      let gender: Gender = word == "male" ? .male : word == "female" ? .female : .unknown
      guard gender != .unknown, let emotion = normalised(rest.joined(separator: " ")) else { continue }
      return (emotion, gender)
    }
    return nil
  }

  private static func key(_ word: String) -> String {
    String(word.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
      .split(separator: " ").joined(separator: " ")
  }

  private static let synonyms: [String: String] = {
    let groups: [(String, [String])] = [
      ("neutral", ["neutral", "neutrality", "neu"]),
      ("calm", ["calm", "calmness"]),
      ("happy", ["happy", "happiness", "joy", "joyful", "hap"]),
      ("sad", ["sad", "sadness"]),
      ("angry", ["angry", "anger", "ang"]),
      ("fearful", ["fearful", "fear", "afraid", "fea"]),
      // The twelve classes call anger and disgust together "dislike"; a folder of that name is either.
      ("disgust", ["disgust", "disgusted", "dislike", "dis"]),
      (
        "surprised",
        [
          "surprised", "surprise", "sur", "ps", "pleasant surprise", "pleasant surprised",
          "pleasantly surprised",
        ]
      ),
      // "boredem" is how EmoBox spells it in its files for EmoDB.
      ("boredom", ["boredom", "bored", "boredem"]),
    ]
    var synonyms: [String: String] = [:]
    for (word, others) in groups { for other in others { synonyms[other] = word } }
    return synonyms
  }()
}
