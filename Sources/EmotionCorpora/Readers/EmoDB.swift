/// File names of EmoDB: `03a01Wa`, speaker, text, emotion's German initial, version. Burkhardt et al. 2005.
enum EmoDB {
  static let emotions: [Character: String] = [
    "W": "angry", "L": "boredom", "E": "disgust", "A": "fearful", "F": "happy", "T": "sad", "N": "neutral",
  ]

  /// Sex and age of each speaker, by the corpus's documentation.
  static let speakers: [String: (gender: Gender, age: Int)] = [
    "03": (.male, 31), "08": (.female, 34), "09": (.female, 21), "10": (.male, 32), "11": (.male, 26),
    "12": (.male, 30), "13": (.female, 32), "14": (.female, 35), "15": (.male, 25), "16": (.female, 31),
  ]

  static let sentences = [
    "a01": "Der Lappen liegt auf dem Eisschrank.",
    "a02": "Das will sie am Mittwoch abgeben.",
    "a04": "Heute abend könnte ich es ihm sagen.",
    "a05": "Das schwarze Stück Papier befindet sich da oben neben dem Holzstück.",
    "a07": "In sieben Stunden wird es soweit sein.",
    "b01": "Was sind denn das für Tüten, die da unter dem Tisch stehen?",
    "b02": "Sie haben es gerade hochgetragen und jetzt gehen sie wieder runter.",
    "b03": "An den Wochenenden bin ich jetzt immer nach Hause gefahren und habe Agnes besucht.",
    "b09": "Ich will das eben wegbringen und dann mit Karl was trinken gehen.",
    "b10": "Die wird auf dem Platz sein, wo wir sie immer hinlegen.",
  ]

  static func clip(named name: String) -> NamedClip? {
    let characters = Array(name)
    // The version is a letter; one-take recordings may lack it.
    guard (6...7).contains(characters.count), let speaker = speakers[String(characters[0..<2])],
      let sentence = sentences[String(characters[2..<5])], let emotion = emotions[characters[5]],
      characters.count == 6 || characters[6].isLetter
    else { return nil }
    return NamedClip(
      format: .emodb, name: name, speaker: String(characters[0..<2]), gender: speaker.gender,
      age: speaker.age,
      emotion: emotion, sentence: sentence)
  }
}
