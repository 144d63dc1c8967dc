/// A horizontal bar: a number between 0 and 1 as a length.
///
/// Block elements draw eighths of a column; without them `#` draws whole ones.
public struct Bar: Sendable {
  /// Columns of a full bar.
  public var width: Int

  /// Whether the rest of the bar is drawn, as a track.
  public var hasTrack: Bool

  /// Describes a bar.
  ///
  /// - Parameters:
  ///   - width: Columns of a full bar.
  ///   - hasTrack: Whether the rest is drawn, as a track (for progress); spaces elsewhere.
  public init(width: Int, hasTrack: Bool = false) {
    self.width = max(width, 0)
    self.hasTrack = hasTrack
  }

  /// Draws the bar, always `width` columns.
  ///
  /// A number above zero shows at least a trace, and only a full one fills the last column.
  ///
  /// - Parameters:
  ///   - fraction: How much of the bar is filled, 0...1; anything else is brought into that range.
  ///   - terminal: Where it will be shown.
  ///   - style: Of the filled part.
  /// - Returns: One line without its end.
  public func drawn(_ fraction: Double, on terminal: Terminal, style: Style = []) -> String {
    let fraction = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let steps = terminal.hasUnicode ? 8 : 1
    var filled = Int((fraction * Double(width * steps)).rounded())
    if fraction > 0, filled == 0, width > 0, terminal.hasUnicode { filled = 1 }
    if fraction < 1, filled == width * steps, width > 0 { filled -= 1 }

    var bar = String(repeating: terminal.hasUnicode ? "█" : "#", count: filled / steps)
    if filled % steps > 0 { bar.append(Bar.partialBlocks[filled % steps - 1]) }
    let rest = max(width - (filled + steps - 1) / steps, 0)
    let track = hasTrack ? (terminal.hasUnicode ? "░" : ".") : " "
    let tail = String(repeating: track, count: rest)
    return terminal.styled(bar, style) + (hasTrack ? terminal.styled(tail, .dim) : tail)
  }

  /// One eighth to seven eighths of a column.
  private static let partialBlocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
