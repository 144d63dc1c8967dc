public import Foundation

/// Why utterances cannot be divided as planned.
public enum FoldError: Error, Sendable, Equatable, CustomStringConvertible, LocalizedError {
  /// Fewer than two folds, or fewer clips than folds.
  case foldCount(folds: Int, clips: Int)
  /// Every class has fewer clips than there are folds.
  case classesTooSmall(folds: Int, largestClass: Int)
  /// Fewer speakers than folds.
  case tooFewSpeakers(folds: Int, speakers: Int)
  /// Some clips do not tell who speaks.
  case unknownSpeakers(clips: Int, corpora: [String])
  /// A list names a speaker or clip that is not there; `known` are some that are.
  case unknownEntry(list: String, fold: String, entry: String, known: [String])
  /// A list names a speaker by a number that several corpora have.
  case ambiguousEntry(list: String, fold: String, entry: String, candidates: [String])
  /// No clip is tested in a fold, or none is left to learn from.
  case emptyFold(list: String, fold: String)
  /// A list cannot be read.
  case unreadableList(path: String, reason: String)
  /// A line of a text list has no colon, no name or no entries.
  case malformedLine(path: String, line: Int, text: String)

  /// A sentence for whoever asked for the folds.
  public var description: String {
    switch self {
    case .foldCount(let folds, let clips):
      "\(clips) clips cannot be divided into \(folds) folds: ask for at least 2 and at most as many as there are clips."
    case .classesTooSmall(let folds, let largestClass):
      "No class has \(folds) clips, the largest has \(largestClass): ask for at most \(largestClass) folds."
    case .tooFewSpeakers(let folds, let speakers):
      "\(speakers == 1 ? "1 speaker" : "\(speakers) speakers") cannot be spread over \(folds) folds: "
        + (speakers < 2
          ? "a split by speaker needs at least 2." : "ask for at most \(speakers) folds.")
    case .unknownSpeakers(let clips, let corpora):
      "\(clips) clips of \(corpora.joined(separator: ", ")) do not tell who speaks, so that no split by speaker can be "
        + "promised. Add a speaker column to the manifest or a folder a speaker (class/speaker/file.wav), or ask for "
        + "a stratified split by name."
    case .unknownEntry(let list, let fold, let entry, let known):
      "The list \(list) tests \"\(entry)\" in \(fold), but no speaker or clip is called so. There are: "
        + "\(known.joined(separator: ", "))."
    case .ambiguousEntry(let list, let fold, let entry, let candidates):
      "The list \(list) tests \"\(entry)\" in \(fold), which could be \(candidates.joined(separator: " or ")): "
        + "write the corpus before the speaker."
    case .emptyFold(let list, let fold):
      "\(fold) of the list \(list) leaves no clips to test or none to learn from."
    case .unreadableList(let path, let reason):
      "The list of folds at \(path) cannot be read: \(reason). It is either JSON "
        + #"({"name": "mine", "folds": [{"name": "f1", "test": ["ravdess/01"]}]})"#
        + " or text with a line a fold (f1: ravdess/01 ravdess/11)."
    case .malformedLine(let path, let line, let text):
      "Line \(line) of \(path) is no fold: \"\(text)\". Write the fold's name, a colon and who is tested: "
        + "f1: ravdess/01 ravdess/11"
    }
  }

  /// The same sentence.
  public var errorDescription: String? { description }
}
