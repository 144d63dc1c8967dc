/// How a piece of text stands out on a terminal that has colour.
public struct Style: OptionSet, Sendable, Hashable {
  /// Bits, one a property.
  public let rawValue: UInt16

  /// Wraps bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Heavier.
  public static let bold = Style(rawValue: 1 << 0)
  /// Fainter.
  public static let dim = Style(rawValue: 1 << 1)
  /// With a line below.
  public static let underline = Style(rawValue: 1 << 2)
  /// Something is wrong.
  public static let red = Style(rawValue: 1 << 3)
  /// Something is right.
  public static let green = Style(rawValue: 1 << 4)
  /// Something to look at.
  public static let yellow = Style(rawValue: 1 << 5)
  /// A quantity.
  public static let blue = Style(rawValue: 1 << 6)
  /// One of several kinds.
  public static let magenta = Style(rawValue: 1 << 8)
  /// A name.
  public static let cyan = Style(rawValue: 1 << 7)

  /// Parameters of "select graphic rendition" (ECMA-48, 8.3.117), in ascending order.
  var renditions: [Int] {
    let table: [(Style, Int)] = [
      (.bold, 1), (.dim, 2), (.underline, 4), (.red, 31), (.green, 32), (.yellow, 33), (.blue, 34),
      (.magenta, 35), (.cyan, 36),
    ]
    return table.filter { contains($0.0) }.map { $0.1 }
  }
}

extension Terminal {
  /// The text in a style where this terminal has colour, the text itself elsewhere.
  ///
  /// - Parameters:
  ///   - text: What to show.
  ///   - style: How to show it.
  /// - Returns: The text, between escape sequences if need be.
  public func styled(_ text: String, _ style: Style) -> String {
    guard hasColour, !style.isEmpty, !text.isEmpty else { return text }
    let parameters = style.renditions.map { String($0) }.joined(separator: ";")
    return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }
}
