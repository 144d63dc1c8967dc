/// How loud a sound is, as a bar that grows with decibels: level, held peak, and whether it was too loud.
///
/// `████████▌      │   ` - the block is the level now, the line the highest of the last seconds. The bar is green,
/// yellow from -12 dBFS and red from -3 dBFS up; where the sound was clipped, `CLIP` stands behind it.
public struct LevelMeter: Sendable {
  /// Columns of the bar.
  public var width: Int

  /// What an empty bar means, in decibels relative to full scale.
  public static let floor = -60.0

  /// Columns behind the bar for the mark of clipping.
  public static let markWidth = 5

  /// Describes a meter.
  ///
  /// - Parameter width: Columns of the bar; the mark takes ``markWidth`` more.
  public init(width: Int) { self.width = max(width, 0) }

  /// Draws the meter, always `width + markWidth` columns.
  ///
  /// - Parameters:
  ///   - level: The level now, in decibels relative to full scale; minus infinity for silence.
  ///   - peak: The held peak, in the same measure.
  ///   - isClipped: Whether the sound was too loud for the device.
  ///   - terminal: Where it will be shown.
  /// - Returns: One line without its end.
  public func drawn(level: Double, peak: Double, isClipped: Bool = false, on terminal: Terminal) -> String {
    let filled = Int((Self.fraction(level) * Double(width)).rounded())
    var plain = terminal
    plain.hasColour = false
    var columns = Array(Bar(width: width).drawn(Self.fraction(level), on: plain))
    // The mark of the peak must not hide the level, and is not shown where there is nothing to hold.
    let place = min(Int(Self.fraction(peak) * Double(width)), width - 1)
    let hasMark = place >= filled && Self.fraction(peak) > 0 && width > 0
    if hasMark { columns[place] = terminal.hasUnicode ? "│" : "|" }
    var line = ""
    for (style, range) in zones {
      let cells = range.clamped(to: 0..<columns.count)
      line += terminal.styled(String(columns[cells]), style)
    }
    let mark = isClipped ? terminal.styled("CLIP", [.red, .bold]) : "    "
    return line + " " + mark
  }

  /// Where a level lies between the floor and full scale.
  static func fraction(_ decibels: Double) -> Double {
    decibels.isNaN ? 0 : min(max(1 - decibels / floor, 0), 1)
  }

  /// Columns of each colour.
  private var zones: [(Style, Range<Int>)] {
    let yellow = Int((Self.fraction(-12) * Double(width)).rounded())
    let red = Int((Self.fraction(-3) * Double(width)).rounded())
    return [(.green, 0..<yellow), (.yellow, yellow..<red), (.red, red..<width)]
  }
}
