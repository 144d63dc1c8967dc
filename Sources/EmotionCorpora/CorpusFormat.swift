/// A way of laying out labelled speech on disk.
public enum CorpusFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// The Ryerson audio-visual database of emotional speech and song, speech only.
  case ravdess
  /// The crowd-sourced emotional multimodal actors dataset.
  case cremad
  /// The Toronto emotional speech set.
  case tess
  /// The Surrey audio-visual expressed emotion database.
  case savee
  /// The Berlin database of emotional speech.
  case emodb
  /// A folder a class.
  case folders
  /// A table of comma-separated values.
  case csv
  /// A JSON object a line, as EmoBox writes them.
  case jsonl

  /// The name as people write it.
  public var name: String {
    switch self {
    case .ravdess: "RAVDESS"
    case .cremad: "CREMA-D"
    case .tess: "TESS"
    case .savee: "SAVEE"
    case .emodb: "EmoDB"
    case .folders: "a folder a class"
    case .csv: "CSV manifest"
    case .jsonl: "JSON lines"
    }
  }

  /// How files look, by example.
  public var example: String {
    switch self {
    case .ravdess: "Actor_01/03-01-05-01-01-01-01.wav"
    case .cremad: "AudioWAV/1001_DFA_ANG_XX.wav"
    case .tess: "OAF_angry/OAF_back_angry.wav"
    case .savee: "DC_a01.wav or DC/a01.wav"
    case .emodb: "wav/03a01Wa.wav"
    case .folders: "happy/any-name.wav, male_sad/any-name.wav or happy/speaker/any-name.wav"
    case .csv:
      "manifest.csv with the header path,label,speaker,gender,corpus,sentence (path and label are enough)"
    case .jsonl:
      #"data.jsonl with lines such as {"key": "a1", "wav": "audio/a1.wav", "emo": "Happy", "spk": "anna"}"#
    }
  }

  /// Licence of the corpus; `nil` for formats that are no corpus.
  public var licence: String? {
    switch self {
    case .ravdess: "CC BY-NC-SA 4.0"
    case .cremad: "ODbL 1.0"
    case .tess: "CC BY-NC-ND 4.0"
    case .savee: "free for research, on request"
    case .emodb: "free download"
    case .folders, .csv, .jsonl: nil
    }
  }

  /// The paper or record to cite; `nil` for formats that are no corpus.
  public var reference: String? {
    switch self {
    case .ravdess: "Livingstone & Russo 2018, doi 10.5281/zenodo.1188976"
    case .cremad: "Cao et al. 2014, doi 10.1109/TAFFC.2014.2336244"
    case .tess: "Dupuis & Pichora-Fuller 2010"
    case .savee: "Haq & Jackson 2010"
    case .emodb: "Burkhardt et al. 2005"
    case .folders, .csv, .jsonl: nil
    }
  }

  /// Corpora that are known by the names of their files, wherever these lie.
  public static let namedCorpora: [CorpusFormat] = [.ravdess, .cremad, .tess, .savee, .emodb]
}
