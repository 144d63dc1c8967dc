/// File names of RAVDESS: `03-01-EE-II-SS-RR-AA`.
///
/// Modality (01 film with sound, 02 film, 03 sound), channel (01 speech, 02 song), emotion, intensity, statement,
/// repetition, actor (odd: a man). Livingstone & Russo 2018, PLoS ONE 13(5): e0196391.
enum RAVDESS {
  static let emotions = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
  static let sentences = ["Kids are talking by the door", "Dogs are sitting by the door"]

  static func clip(named name: String) -> NamedClip? {
    let fields = name.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 7, fields.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
    let codes = fields.compactMap { UInt8($0).map(Int.init) }
    guard codes.count == 7, (1...3).contains(codes[0]), (1...2).contains(codes[1]),
      (1...8).contains(codes[2]),
      (1...2).contains(codes[3]), (1...2).contains(codes[4]), (1...2).contains(codes[5]),
      (1...24).contains(codes[6])
    else { return nil }
    return NamedClip(
      format: .ravdess, name: name, speaker: String(fields[6]), gender: codes[6] % 2 == 1 ? .male : .female,
      emotion: emotions[codes[2] - 1], sentence: sentences[codes[4] - 1],
      exclusion: codes[0] != 3 ? .film : codes[1] == 2 ? .song : nil)
  }
}
