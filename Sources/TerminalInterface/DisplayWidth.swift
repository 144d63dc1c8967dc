extension String {
  /// Terminal columns that the text takes: two for East Asian wide characters and emoji, none for combining
  /// marks, control characters and escape sequences of styles.
  public var displayWidth: Int {
    var width = 0
    var rest = Substring(self)
    while let character = rest.first {
      if character == "\u{1B}", let end = rest.firstIndex(where: { $0 == "m" }) {
        rest = rest[rest.index(after: end)...]
      } else {
        width += character.displayWidth
        rest = rest.dropFirst()
      }
    }
    return width
  }

  /// The text with what a terminal would act upon (control characters, escape sequences) shown as `?`, so that a
  /// file name can neither move the cursor nor break a line.
  public var printable: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      scalars.append(scalar.properties.generalCategory == .control ? "?" : scalar)
    }
    return String(scalars)
  }

  /// The text cut to some columns with an ellipsis where it was cut; the whole text where it fits.
  ///
  /// - Parameters:
  ///   - width: Columns at most.
  ///   - keepingEnd: Whether to keep the end, as of a path, rather than the beginning.
  ///   - ellipsis: What stands for the part left out.
  /// - Returns: Text without styles of at most `width` columns.
  public func truncated(toWidth width: Int, keepingEnd: Bool = false, ellipsis: String = "…") -> String {
    guard displayWidth > width else { return self }
    let room = width - ellipsis.displayWidth
    guard room > 0 else { return String(ellipsis.prefix(max(width, 0))) }
    var kept: [Character] = []
    var used = 0
    for character in keepingEnd ? Array(reversed()) : Array(self) {
      guard used + character.displayWidth <= room else { break }
      used += character.displayWidth
      kept.append(character)
    }
    return keepingEnd ? ellipsis + String(kept.reversed()) : String(kept) + ellipsis
  }

  /// The text with spaces up to some columns; the text itself where it is wider.
  func padded(toWidth width: Int, alignment: Alignment) -> String {
    let padding = String(repeating: " ", count: max(width - displayWidth, 0))
    return alignment == .left ? self + padding : padding + self
  }
}

/// Where text stands in its column.
public enum Alignment: Sendable {
  /// At the left edge, as words.
  case left
  /// At the right edge, as numbers.
  case right
}

extension Character {
  /// Terminal columns of one character.
  var displayWidth: Int {
    if isASCII { return unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? 1 : 0 }
    var widest = 0
    for scalar in unicodeScalars {
      // Variation selector 16 asks for the emoji form, which is wide.
      if scalar.value == 0xFE0F { return 2 }
      widest = max(widest, scalar.displayWidth)
    }
    return widest
  }
}

extension Unicode.Scalar {
  /// Columns of one scalar; ranges W and F of Unicode's EastAsianWidth (UAX #11), taken block by block.
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18AFF, 0x1B000...0x1B2FF, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}
