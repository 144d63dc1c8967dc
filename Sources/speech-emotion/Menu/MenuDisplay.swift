import TerminalInterface

/// What the menu looks like.
struct MenuDisplay {
  let terminal: Terminal

  /// The title and what there is to choose.
  func menu(_ choices: [MenuChoice]) -> [String] {
    let entries = choices.map { ($0.key, $0.title, $0.detail) } + [("q", "Quit", "")]
    let table = Table(
      columns: [.init(), .init(), .init("", truncation: .droppingColumn)],
      rows: entries.map { key, title, detail in
        [.init(key, style: [.bold, .cyan]), .init(title), .init(detail, style: .dim)]
      }, indentation: 2)
    let title = terminal.styled("SpeechEmotion \(Version.current)", .bold)
    return [title, ""] + table.lines(for: terminal) + [""]
  }

  /// What stands in front of the user's answer; the last line has no end.
  func prompt(_ question: MenuQuestion, _ answers: MenuAnswers, proposal: String?) -> String {
    var hint = ""
    if let proposal {
      hint = proposal.isEmpty ? question.none ?? "" : proposal
      if !proposal.isEmpty, let none = question.none { hint += "; - for \(none)" }
    }
    return prompt(question.text(answers) + Self.words(of: question.rule), hint: hint)
  }

  /// A question with its default in brackets.
  func prompt(_ text: String, hint: String) -> String {
    let brackets = hint.isEmpty ? "" : " [\(hint)]"
    // Room for a few letters of the answer behind it.
    let lines = TextWrap.lines("\(text)\(brackets):", width: terminal.layoutWidth - 6)
    return lines.joined(separator: "\n") + " "
  }

  /// A sentence beside the questions, such as what an answer may be.
  func remark(_ sentence: String, style: Style = .dim) -> [String] {
    TextWrap.lines(sentence, width: terminal.layoutWidth).map { terminal.styled($0, style) }
  }

  /// The command line that does the same.
  func command(_ arguments: [String]) -> String {
    // Never broken into lines: it is there to be copied.
    terminal.styled("$ " + ShellWords.joined(["speech-emotion"] + arguments).printable, .cyan)
  }

  private static func words(of rule: MenuRule) -> String {
    guard case .oneOf(let words) = rule else { return "" }
    return words == [MenuRule.yes, "no"] ? " (y/n)" : " (\(words.joined(separator: "/")))"
  }
}
