/// JSON whose keys stay in the order they were given, unlike those of `JSONEncoder`.
package indirect enum JSONText: Sendable {
  case object([(key: String, value: JSONText)])
  case array([JSONText])
  case string(String)
  case number(Double)
  case integer(Int)
  case boolean(Bool)
  case null

  /// The document, ending in a line end.
  ///
  /// What fits on a line of 100 columns stays on it; the rest has one member a line, indented by two.
  package var document: String {
    var text = ""
    write(to: &text, indentation: 0)
    return text + "\n"
  }

  /// The document on a line of its own, as JSON lines has it.
  package var line: String {
    var text = ""
    writeInline(to: &text)
    return text + "\n"
  }

  private func write(to text: inout String, indentation: Int) {
    switch self {
    case .object(let members) where !fits(100 - indentation):
      Self.writeLines(members, "{", "}", to: &text, indentation: indentation) { member, text in
        text += Self.quoted(member.key) + ": "
        member.value.write(to: &text, indentation: indentation + 2)
      }
    case .array(let elements) where !fits(100 - indentation):
      Self.writeLines(elements, "[", "]", to: &text, indentation: indentation) { element, text in
        element.write(to: &text, indentation: indentation + 2)
      }
    default:
      writeInline(to: &text)
    }
  }

  private static func writeLines<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, indentation: Int,
    write: (Element, inout String) -> Void
  ) {
    text += open + "\n"
    for (index, element) in elements.enumerated() {
      text += String(repeating: " ", count: indentation + 2)
      write(element, &text)
      text += index < elements.count - 1 ? ",\n" : "\n"
    }
    text += String(repeating: " ", count: indentation) + close
  }

  private func fits(_ width: Int) -> Bool {
    var text = ""
    writeInline(to: &text, limit: width)
    return text.utf8.count <= width
  }

  private func writeInline(to text: inout String, limit: Int = .max) {
    switch self {
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() where text.utf8.count <= limit {
        text += (index > 0 ? ", " : "") + Self.quoted(member.key) + ": "
        member.value.writeInline(to: &text, limit: limit)
      }
      text += "}"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() where text.utf8.count <= limit {
        if index > 0 { text += ", " }
        element.writeInline(to: &text, limit: limit)
      }
      text += "]"
    case .string(let value): text += Self.quoted(value)
    // JSON has no word for what is not a number.
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .integer(let value): text += "\(value)"
    case .boolean(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  /// A string as RFC 8259, section 7, writes it.
  package static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let scalar where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension JSONText: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}
