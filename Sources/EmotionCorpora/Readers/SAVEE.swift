/// File names of SAVEE: `DC_a01`, or `a01` in a folder `DC`; speaker, emotion, sentence. Haq & Jackson 2010.
///
/// Four men; 15 sentences an emotion, 30 neutral. The sentences differ between emotions, so the letter belongs
/// to the sentence's code.
enum SAVEE {
  static let speakers: Set<String> = ["DC", "JE", "JK", "KL"]
  static let emotions = [
    "a": "angry", "d": "disgust", "f": "fearful", "h": "happy", "n": "neutral", "sa": "sad",
    "su": "surprised",
  ]

  static func clip(named name: String, folder: String) -> NamedClip? {
    let fields = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    let speaker: String
    let code: String
    switch fields.count {
    case 1: (speaker, code) = (folder, fields[0])
    case 2: (speaker, code) = (fields[0], fields[1])
    default: return nil
    }
    let number = code.suffix(2)
    guard speakers.contains(speaker), number.utf8.count == 2, number.allSatisfy(\.isNumber),
      let emotion = emotions[String(code.dropLast(2))]
    else { return nil }
    return NamedClip(
      format: .savee, name: "\(speaker)_\(code)", speaker: speaker, gender: .male, emotion: emotion,
      sentence: code)
  }
}
