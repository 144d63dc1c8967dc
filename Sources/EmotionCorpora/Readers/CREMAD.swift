/// File names of CREMA-D: `1001_DFA_ANG_XX`, actor, sentence, emotion that was meant, level.
///
/// Cao et al. 2014, IEEE Transactions on Affective Computing 5(4). Sexes are those of the corpus's own
/// `VideoDemographics.csv`, kept here because common downloads hold the audio alone; where the table is found it
/// is what counts (``CREMADTables``).
enum CREMAD {
  static let emotions = [
    "ANG": "angry", "DIS": "disgust", "FEA": "fearful", "HAP": "happy", "NEU": "neutral", "SAD": "sad",
  ]

  static let sentences = [
    "IEO": "It's eleven o'clock", "TIE": "That is exactly what happened",
    "IOM": "I'm on my way to the meeting",
    "IWW": "I wonder what this is about", "TAI": "The airplane is almost full",
    "MTI": "Maybe tomorrow it will be cold", "IWL": "I would like a new alarm clock",
    "ITH": "I think I have a doctor's appointment", "DFA": "Don't forget a jacket",
    "ITS": "I think I've seen this before", "TSI": "The surface is slick",
    "WSI": "We'll stop in a couple of minutes",
  ]

  static let women: Set<Int> = [
    1002, 1003, 1004, 1006, 1007, 1008, 1009, 1010, 1012, 1013, 1018, 1020, 1021, 1024, 1025, 1028, 1029,
    1030,
    1037, 1043, 1046, 1047, 1049, 1052, 1053, 1054, 1055, 1056, 1058, 1060, 1061, 1063, 1072, 1073, 1074,
    1075,
    1076, 1078, 1079, 1082, 1084, 1089, 1091,
  ]

  /// `X` is the level of `1040_ITH_SAD_X`, which the corpus spells so.
  static let levels: Set<String> = ["LO", "MD", "HI", "XX", "X"]

  static func clip(named name: String) -> NamedClip? {
    let fields = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 4, fields[0].utf8.count == 4, let actor = Int(fields[0]),
      (1001...1091).contains(actor), let sentence = sentences[fields[1]], let emotion = emotions[fields[2]],
      levels.contains(fields[3])
    else { return nil }
    return NamedClip(
      format: .cremad, name: name, speaker: fields[0], gender: women.contains(actor) ? .female : .male,
      emotion: emotion, sentence: sentence)
  }
}
