import Foundation

/// What the name of a file in one of the known corpora says.
struct NamedClip: Equatable {
  var format: CorpusFormat
  /// The name without extension, as the corpus spells it.
  var name: String
  var speaker: String
  var gender: Gender
  var age: Int?
  var emotion: String
  var sentence: String?
  /// Why the corpus has the file but it is not used.
  var exclusion: SetAsideFile.Reason?

  /// Reads the name of a file; `nil` where it is none of `formats`'s.
  static func parse(url: URL, among formats: [CorpusFormat] = CorpusFormat.namedCorpora) -> NamedClip? {
    let stem = url.lastPathComponent.withoutExtension
    for format in formats {
      let clip: NamedClip? =
        switch format {
        case .ravdess: RAVDESS.clip(named: stem)
        case .cremad: CREMAD.clip(named: stem)
        case .tess: TESS.clip(named: stem)
        case .savee: SAVEE.clip(named: stem, folder: url.deletingLastPathComponent().lastPathComponent)
        case .emodb: EmoDB.clip(named: stem)
        case .folders, .csv, .jsonl: nil
        }
      if let clip { return clip }
    }
    return nil
  }

  func utterance(at url: URL) -> Utterance {
    Utterance(
      id: "\(format.rawValue)/\(name)", url: url, corpus: format.rawValue, speaker: speaker, gender: gender,
      age: age, emotion: emotion, sentence: sentence)
  }
}
