/// A look at markup as strict as the pages need: every tag is closed in order, every attribute quoted, every
/// ampersand an entity.
enum MarkupCheck {
  /// The first thing that is wrong; nil of well-formed markup.
  static func problem(in text: String) -> String? {
    var open: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      if let problem = entityProblem(in: rest[..<start]) { return problem }
      guard let end = rest[start...].firstIndex(of: ">") else { return "a tag has no end" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!DOCTYPE") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else { return "<\(tag)> closes what is not open" }
        continue
      }
      if tag.contains("<") || !tag.count(where: { $0 == "\"" }).isMultiple(of: 2) {
        return "<\(tag)> is torn"
      }
      if let problem = entityProblem(in: tag) { return problem }
      guard let name = tag.split(whereSeparator: { $0.isWhitespace || $0 == "/" }).first else {
        return "a tag has no name"
      }
      if !tag.hasSuffix("/") { open.append(String(name)) }
    }
    if let problem = entityProblem(in: rest) { return problem }
    return open.last.map { "<\($0)> is not closed" }
  }

  private static func entityProblem(in text: Substring) -> String? {
    for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: { piece.hasPrefix($0) }) {
      return "an ampersand before \(piece.prefix(10))"
    }
    return nil
  }
}
