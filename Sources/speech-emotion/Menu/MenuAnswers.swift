/// What the user answered, now or the last time.
struct MenuAnswers: Equatable, Sendable {
  /// What an answer is about.
  enum Key: String, CaseIterable, Sendable {
    case choice, manner, device, recording
    case corpus, count, unheard, play, model
    case corpora, recipe, division, testSpeakers = "test_speakers", folds, epochs, output, resume, replace
    case recordings, watching, port
  }

  private var texts: [Key: String] = [:]

  /// An answer; empty where there is none, or where the user wants none.
  subscript(key: Key) -> String {
    get { texts[key] ?? "" }
    set { texts[key] = newValue }
  }

  /// Whether the question was answered, if only by "none".
  func has(_ key: Key) -> Bool { texts[key] != nil }

  /// Whether a question was answered with yes.
  func isYes(_ key: Key) -> Bool { texts[key] == MenuRule.yes }

  /// The words of an answer that holds several paths.
  func paths(_ key: Key) -> [String] { ShellWords.split(self[key]) ?? [] }

  /// Forgets an answer.
  mutating func remove(_ key: Key) { texts[key] = nil }

  /// An option with its value, or nothing where there is no answer.
  func option(_ name: String, _ key: Key) -> [String] {
    self[key].isEmpty ? [] : [name, self[key]]
  }

  /// A flag, or nothing unless the answer is yes.
  func flag(_ name: String, _ key: Key) -> [String] { isYes(key) ? [name] : [] }
}
