import Foundation

/// As much of a Markdown file as the documentation tests look at.
struct MarkdownDocument {
  struct CodeBlock {
    let language: String
    /// The line of the file that opens it, from 1.
    let line: Int
    /// What the comment `<!-- snippet: ... -->` on the line above says.
    let snippet: String?
    let text: String
  }

  private(set) var links: [String] = []
  /// Headings as links name them: lower case, hyphens for spaces, no punctuation.
  private(set) var anchors: Set<String> = []
  private(set) var codeBlocks: [CodeBlock] = []

  init(_ text: String) {
    var open: (language: String, line: Int, snippet: String?, lines: [Substring])?
    var previous: Substring = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if let block = open {
        if trimmed == "```" {
          codeBlocks.append(
            CodeBlock(
              language: block.language, line: block.line, snippet: block.snippet,
              text: block.lines.joined(separator: "\n")))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if trimmed.hasPrefix("```") {
        let snippet = previous.firstMatch(of: /<!-- snippet: (.*) -->/).map { String($0.1) }
        open = (String(trimmed.dropFirst(3)), index + 1, snippet, [])
      } else {
        if trimmed.hasPrefix("#") { anchors.insert(Self.anchor(trimmed)) }
        let prose = line.replacing(/`[^`]*`/, with: "")
        links += prose.matches(of: /\]\(([^)\s]+)(?:\s+"[^"]*")?\)/).map { String($0.1) }
      }
      previous = line
    }
  }

  /// A snippet without what `// snippet.hide` hides, and without empty lines at its ends.
  static func visibleSnippet(_ source: String) -> String {
    var isShown = true
    var lines: [Substring] = []
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line.trimmingCharacters(in: .whitespaces) {
      case "// snippet.hide": isShown = false
      case "// snippet.show": isShown = true
      default: if isShown { lines.append(line) }
      }
    }
    return lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  private static func anchor(_ heading: String) -> String {
    heading.drop { $0 == "#" }
      .trimmingCharacters(in: .whitespaces)
      .lowercased()
      .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
      .replacing(" ", with: "-")
  }
}
