import Foundation

/// XML text that cannot be broken by what is put into it: strings are escaped as they are interpolated, markup is not.
///
///     let cell: Markup = "<td>\(corpusName)</td>"
///
/// Literals are trusted, for they stand in the source.
struct Markup: ExpressibleByStringInterpolation, Sendable, Hashable {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Markup of an untrusted string.
  init(escaping string: String) { text = Self.escaped(string) }

  /// Markup that is known to be well-formed, such as a picture.
  init(trusted string: String) { text = string }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text: String

    init(literalCapacity: Int, interpolationCount: Int) {
      text = ""
      text.reserveCapacity(literalCapacity + 8 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    mutating func appendInterpolation(_ markups: [Markup]) { for markup in markups { text += markup.text } }

    mutating func appendInterpolation(_ string: String) { text += Markup.escaped(string) }

    mutating func appendInterpolation(_ integer: Int) { text += "\(integer)" }

    mutating func appendInterpolation(_ integer: UInt64) { text += "\(integer)" }

    /// A coordinate: two digits behind the point at most.
    mutating func appendInterpolation(_ value: Double) { text += Markup.coordinate(value) }
  }

  /// Escapes what has a meaning in XML text and attributes. Characters that XML forbids, and those that turn the
  /// direction of what follows them, become U+FFFD.
  static func escaped(_ string: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(string.utf8.count)
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar.isPrintable ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }

  /// A number with up to two digits behind the point; 0 where it is not finite.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let rounded = (value * 100).rounded() / 100
    if rounded == rounded.rounded() { return String(format: "%.0f", rounded == 0 ? 0 : rounded) }
    let text = String(format: "%.2f", rounded)
    return text.hasSuffix("0") ? String(text.dropLast()) : text
  }
}

extension Unicode.Scalar {
  /// Whether it may stand in XML and in a terminal, and leaves the direction of the text alone.
  fileprivate var isPrintable: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}

extension String {
  /// The string on one line without control characters, so that a file's names cannot steer a terminal.
  var plainLine: String {
    var line = ""
    for scalar in unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        line += " "
      } else {
        line.unicodeScalars.append(scalar.isPrintable ? scalar : "\u{FFFD}")
      }
    }
    return line
  }
}
