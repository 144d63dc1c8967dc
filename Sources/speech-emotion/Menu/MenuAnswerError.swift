/// Why an answer will not do.
enum MenuAnswerError: Error, CustomStringConvertible, Equatable {
  /// Nothing is at the path.
  case nothingThere(String, folder: String)
  /// A file that is no manifest.
  case notACorpus(String)
  /// A folder without a manifest.
  case notAModel(String)
  /// Something is at the path.
  case taken(String)
  /// A file of another kind.
  case otherExtension(String, [String])
  /// The folder that the path is to lie in is not there.
  case noFolderAbove(String, above: String)
  /// Not digits.
  case notANumber(String, ClosedRange<Int>)
  /// A number, but too small or too large.
  case outOfRange(Int, ClosedRange<Int>)
  /// No word begins so, or several do.
  case notOneOf(String, [String])
  /// Neither a recipe's name nor a file.
  case notARecipe(String, known: [String])
  /// A name without its corpus.
  case notASpeaker(String)
  /// A quote that never ends.
  case openQuote(String)
  /// Nothing was answered where something is needed.
  case required

  var description: String {
    switch self {
    case .nothingThere(let path, let folder):
      path.hasPrefix("/")
        ? "There is nothing at \(path). Check the name."
        : "There is nothing at \(path), as seen from \(folder). Check the name, or give the path from the root."
    case .notACorpus(let path):
      "\(path) is a file, but no manifest. A corpus is a folder, or a file that ends in .csv or .jsonl."
    case .notAModel(let path):
      "\(path) holds no manifest.json, so it is no model. A model is a folder such as mine.emotionmodel."
    case .taken(let path): "There is something at \(path) already. Name a new file."
    case .otherExtension(let path, let extensions):
      "\(path) would not be made: give a name that ends in .\(extensions.joined(separator: " or ."))."
    case .noFolderAbove(let path, let above):
      "\(path) would lie in \(above), which is no folder. Make that first, or name another place."
    case .notANumber(let text, let range):
      "\"\(text)\" is no whole number. Give one from \(range.lowerBound) to \(range.upperBound)."
    case .outOfRange(let number, let range):
      "\(number) is out of range. Give a number from \(range.lowerBound) to \(range.upperBound)."
    case .notOneOf(let text, let words):
      "\"\(text)\" is not among the answers. Give \(words.joined(separator: " or "))."
    case .notARecipe(let text, let known):
      "There is no recipe \(text). Give \((known + ["the path of a JSON file"]).joined(separator: ", or "))."
    case .notASpeaker(let name):
      "\"\(name)\" is no speaker's name: it takes the corpus and the speaker, as in ravdess/07."
    case .openQuote(let text): "In \(text) a quote or a backslash is left open. Close it, or leave it away."
    case .required: "Something has to be answered here."
    }
  }
}
