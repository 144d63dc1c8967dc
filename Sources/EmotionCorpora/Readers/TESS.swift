/// File names of TESS: `OAF_back_angry`, speaker, word, emotion. Dupuis & Pichora-Fuller 2010.
///
/// Two women, "older adult female" of 64 and "younger adult female" of 26 years, who say "Say the word ..."; `ps`
/// is pleasant surprise. `OA_bite_neutral` is how the corpus spells one of the older woman's files.
enum TESS {
  static let emotions = [
    "angry": "angry", "disgust": "disgust", "fear": "fearful", "happy": "happy", "neutral": "neutral",
    "ps": "surprised", "sad": "sad",
  ]

  static func clip(named name: String) -> NamedClip? {
    let fields = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 3, !fields[1].isEmpty, let emotion = emotions[fields[2].lowercased()] else {
      return nil
    }
    let speaker: String
    switch fields[0] {
    case "OAF", "OA": speaker = "OAF"
    case "YAF": speaker = "YAF"
    default: return nil
    }
    return NamedClip(
      format: .tess, name: "\(speaker)_\(fields[1])_\(fields[2])", speaker: speaker, gender: .female,
      age: speaker == "OAF" ? 64 : 26, emotion: emotion, sentence: "Say the word \(fields[1])")
  }
}
