import Foundation

/// What an answer has to be.
enum MenuRule: Sendable {
  /// The folder of a corpus, or a manifest.
  case corpus
  /// One or more of these.
  case corpora
  /// One or more files or folders.
  case recordings
  /// The folder of a model.
  case model
  /// The path of a file that is not there yet, with one of these extensions.
  case unusedFile([String])
  /// A path for something new, which may replace what is there.
  case destination
  /// A whole number.
  case number(ClosedRange<Int>)
  /// One of some words, or the beginning of one.
  case oneOf([String])
  /// A recipe's name or file.
  case recipe
  /// Speakers as `train --test-speakers` takes them.
  case speakers
  /// Any words.
  case text

  static let yes = "yes"
  static let yesNo = MenuRule.oneOf([yes, "no"])

  /// Checks an answer.
  ///
  /// - Parameters:
  ///   - text: As typed, without spaces around it; not empty.
  ///   - surroundings: What is there.
  /// - Returns: The answer in the form that is kept and given to the command.
  /// - Throws: ``MenuAnswerError`` with what is wrong.
  func check(_ text: String, in surroundings: MenuSurroundings) throws(MenuAnswerError) -> String {
    switch self {
    case .corpus: return try Self.corpus(Self.single(text, in: surroundings), in: surroundings)
    case .corpora:
      var corpora: [String] = []
      for path in try Self.several(text, in: surroundings) {
        corpora.append(try Self.corpus(path, in: surroundings))
      }
      return ShellWords.joined(corpora)
    case .recordings:
      let paths = try Self.several(text, in: surroundings)
      for path in paths where !surroundings.exists(path) {
        throw .nothingThere(path, folder: surroundings.folder)
      }
      return ShellWords.joined(paths)
    case .model:
      let path = try Self.single(text, in: surroundings)
      guard surroundings.exists(path) else { throw .nothingThere(path, folder: surroundings.folder) }
      guard surroundings.exists(path + "/manifest.json") else { throw .notAModel(path) }
      return path
    case .unusedFile(let extensions):
      let path = try Self.destination(text, in: surroundings)
      guard extensions.contains(URL(fileURLWithPath: path).pathExtension.lowercased()) else {
        throw .otherExtension(path, extensions)
      }
      guard !surroundings.exists(path) else { throw .taken(path) }
      return path
    case .destination: return try Self.destination(text, in: surroundings)
    case .number(let range):
      guard let number = Int(text) else { throw .notANumber(text, range) }
      guard range.contains(number) else { throw .outOfRange(number, range) }
      return String(number)
    case .oneOf(let words):
      let fitting = words.filter { $0.hasPrefix(text.lowercased()) }
      guard fitting.count == 1 else { throw .notOneOf(text, words) }
      return fitting[0]
    case .recipe:
      if surroundings.recipes.contains(text) { return text }
      let path = try Self.single(text, in: surroundings)
      guard surroundings.exists(path), !surroundings.isFolder(path) else {
        throw .notARecipe(text, known: surroundings.recipes)
      }
      return path
    case .speakers: return try Self.speakers(text, in: surroundings)
    case .text: return text
    }
  }

  /// Whether the answer is made of paths, which are remembered from the root.
  var holdsPaths: Bool {
    switch self {
    case .corpus, .corpora, .recordings, .model: true
    default: false
    }
  }

  /// An answer with every path in it changed; other answers as they are.
  ///
  /// - Parameters:
  ///   - answer: As ``check(_:in:)`` returned it.
  ///   - change: What to do with a path.
  /// - Returns: An answer of the same form.
  func mappingPaths(_ answer: String, _ change: (String) -> String) -> String {
    switch self {
    case .corpus, .model: return answer.isEmpty ? answer : change(answer)
    case .corpora, .recordings:
      return (ShellWords.split(answer)).map { ShellWords.joined($0.map(change)) } ?? answer
    default: return answer
    }
  }

  private static func corpus(
    _ path: String, in surroundings: MenuSurroundings
  ) throws(MenuAnswerError) -> String {
    guard surroundings.exists(path) else { throw .nothingThere(path, folder: surroundings.folder) }
    let isManifest = path.lowercased().hasSuffix(".csv") || path.lowercased().hasSuffix(".jsonl")
    guard isManifest || surroundings.isFolder(path) else { throw .notACorpus(path) }
    return path
  }

  private static func destination(
    _ text: String, in surroundings: MenuSurroundings
  ) throws(MenuAnswerError) -> String {
    let path = try single(text, in: surroundings)
    let above = URL(fileURLWithPath: surroundings.absolute(path)).deletingLastPathComponent().path
    guard surroundings.isFolder(above) else { throw .noFolderAbove(path, above: above) }
    return path
  }

  private static func speakers(
    _ text: String, in surroundings: MenuSurroundings
  ) throws(MenuAnswerError) -> String {
    if text == "held-out" { return text }
    if text.hasPrefix("@") {
      let path = surroundings.opened(String(text.dropFirst()))
      guard surroundings.exists(path) else { throw .nothingThere(path, folder: surroundings.folder) }
      return "@" + path
    }
    let names = text.split { $0 == "," || $0 == " " }.map { String($0) }
    if let name = names.first(where: { $0.split(separator: "/").count != 2 }) { throw .notASpeaker(name) }
    return names.joined(separator: ",")
  }

  /// One path: the line as it is, where that is there; otherwise its only word.
  private static func single(
    _ text: String, in surroundings: MenuSurroundings
  ) throws(MenuAnswerError) -> String {
    let whole = surroundings.opened(text)
    if surroundings.exists(whole) { return whole }
    guard let words = ShellWords.split(text) else { throw .openQuote(text) }
    return words.count == 1 ? surroundings.opened(words[0]) : whole
  }

  /// Paths: the line as one where that is there; otherwise its words.
  private static func several(
    _ text: String, in surroundings: MenuSurroundings
  ) throws(MenuAnswerError) -> [String] {
    let whole = surroundings.opened(text)
    if surroundings.exists(whole) { return [whole] }
    guard let words = ShellWords.split(text) else { throw .openQuote(text) }
    return words.map { surroundings.opened($0) }
  }
}
