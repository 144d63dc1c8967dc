/// Names and values under each other, values aligned; long values are wrapped behind their name.
public struct KeyValueBlock: Sendable {
  /// Names and values from top to bottom.
  public var entries: [(key: String, value: String)]

  /// Spaces in front of every line.
  public var indentation: Int

  /// Makes a block.
  ///
  /// - Parameters:
  ///   - entries: Names and values.
  ///   - indentation: Spaces in front of every line.
  public init(_ entries: [(key: String, value: String)] = [], indentation: Int = 0) {
    self.entries = entries
    self.indentation = indentation
  }

  /// Adds a name and its value; nothing where the value is nil or empty.
  ///
  /// - Parameters:
  ///   - key: The name.
  ///   - value: The value.
  public mutating func append(_ key: String, _ value: String?) {
    if let value, !value.isEmpty { entries.append((key, value)) }
  }

  /// Draws the block.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Lines without their ends.
  public func lines(for terminal: Terminal) -> [String] {
    let keyWidth = entries.map { $0.key.displayWidth }.max() ?? 0
    let start = indentation + keyWidth + 2
    let room = terminal.width.map { max($0 - start, 16) }
    return entries.flatMap { key, value in
      TextWrap.lines(value, width: room).enumerated().map { index, text in
        guard index == 0 else { return String(repeating: " ", count: start) + text }
        let name = key.padded(toWidth: keyWidth, alignment: .left)
        let indent = String(repeating: " ", count: indentation)
        return indent + terminal.styled(name, .dim) + "  " + text
      }
    }
  }
}

/// Breaks paragraphs into lines at spaces.
public enum TextWrap {
  /// Breaks text at spaces; a word wider than a line stands on its own. Control characters, which a terminal would act
  /// upon, are replaced.
  ///
  /// - Parameters:
  ///   - text: One or more paragraphs, separated by line ends, which are kept.
  ///   - width: Columns of a line, or nil for no limit.
  /// - Returns: At least one line.
  public static func lines(_ text: String, width: Int?) -> [String] {
    let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0).printable
    }
    guard let width else { return paragraphs }
    return paragraphs.flatMap { paragraph in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        if line.isEmpty {
          line = String(word)
        } else if line.displayWidth + 1 + String(word).displayWidth <= width {
          line += " " + word
        } else {
          lines.append(line)
          line = String(word)
        }
      }
      return lines + [line]
    }
  }
}
