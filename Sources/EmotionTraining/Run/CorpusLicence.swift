/// The licence of a corpus's recordings, and what it means for weights trained on them.
enum CorpusLicence {
  /// The licence by corpus name.
  static func name(of corpus: String) -> String {
    switch corpus {
    case "ravdess": "CC BY-NC-SA 4.0"
    case "cremad": "ODbL 1.0"
    case "tess": "CC BY-NC-ND 4.0"
    case "savee": "free for research"
    case "emodb": "free download"
    default: "as its owner says"
    }
  }

  /// The licence of weights trained on some corpora: where one of them forbids commerce, so do the weights.
  static func ofWeights(trainedOn corpora: [String]) -> String {
    let restricted = corpora.filter { ["ravdess", "tess", "savee"].contains($0) }
    return restricted.isEmpty
      ? "as the training data's: " + corpora.map { "\($0) (\(name(of: $0)))" }.joined(separator: ", ")
      : "CC BY-NC-SA 4.0: non-commercial, because \(restricted.joined(separator: " and ")) "
        + (restricted.count == 1 ? "is" : "are")
  }
}
