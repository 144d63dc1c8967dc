/// Words as a POSIX shell reads and writes them.
enum ShellWords {
  /// A command line that a shell takes apart into these words again.
  static func joined(_ words: [String]) -> String {
    words.map { quoted($0) }.joined(separator: " ")
  }

  /// One word, in single quotes where it holds anything that a shell would act upon.
  static func quoted(_ word: String) -> String {
    guard word.isEmpty || !word.unicodeScalars.allSatisfy(isPlain) else { return word }
    // Inside single quotes everything stands for itself but the quote (POSIX 2.2.2).
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// The words of a line with quotes and backslashes; nothing is expanded.
  ///
  /// - Parameter line: As typed, or as a file manager pastes names.
  /// - Returns: Words in order, or nil where a quote never ends or a backslash ends the line.
  static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = Substring(line)
    while let character = rest.popFirst() {
      switch (character, quote) {
      case ("\\", nil), ("\\", "\""):
        guard let next = rest.popFirst() else { return nil }
        // In double quotes a backslash is one unless something special follows (POSIX 2.2.3).
        let isKept = quote != nil && !["\"", "\\", "$", "`"].contains(next)
        word = (word ?? "") + (isKept ? "\\" : "") + String(next)
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (let character, let open?) where character == open: quote = nil
      case (" ", nil), ("\t", nil):
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    return words + (word.map { [$0] } ?? [])
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "-", "_", "+", ",", ":", "@", "%", "=": true
    // A letter of any script is plain; spaces of any script are not.
    default: scalar.value > 0x7F && scalar.properties.isAlphabetic
    }
  }
}
