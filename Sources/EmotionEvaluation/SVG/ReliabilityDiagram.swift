/// Confidence against accuracy: on the diagonal, confidence means what it says (Guo et al. 2017, figure 1).
public struct ReliabilityDiagram: Sendable, Hashable {
  /// What it shows.
  public var title: String
  /// The bins.
  public var reliability: Reliability

  /// Wraps bins.
  public init(title: String, reliability: Reliability) {
    self.title = title
    self.reliability = reliability
  }

  /// Draws the picture, 380 pixels wide: the bins' accuracy as bars with a sign at their mean confidence, under
  /// them how many clips each bin has. Bins with less than one clip in a hundred are pale.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - theme: Where it will be looked at.
  /// - Returns: One `svg` element.
  public func svg(id: String, theme: PictureTheme = .file) -> String {
    var drawing = Drawing(width: 380, height: 440, theme: theme)
    let x = Scale(0...1, from: 58, to: 354)
    let y = Scale(0...1, from: 300, to: 50)
    drawing.text(title, 14, 18, size: 13, isBold: true)
    for tick in y.ticks(5) {
      drawing.line(x.start, y(tick), x.end, y(tick), .grid)
      drawing.text(PlotFrame.Format.percent.text(tick), x.start - 7, y(tick) + 4, .end, size: 12, .muted)
    }
    drawing.text("right", x.start, 40, size: 12.5)
    let all = reliability.bins.reduce(0) { $0 + $1.clips }
    let most = Double(max(reliability.bins.map(\.clips).max() ?? 0, 1))
    let share = Scale(0...most, from: 376, to: 318)
    for bin in reliability.bins where bin.clips > 0 {
      let left = x(bin.lower) + 1
      let width = x(bin.upper) - x(bin.lower) - 2
      let tip =
        "\(Figure.count(bin.clips, "clip")): confidence \(Figure.percent(bin.confidence)), right \(Figure.percent(bin.accuracy))"
      drawing.rectangle(
        left, y(bin.accuracy), width, y.start - y(bin.accuracy), fill: .accent,
        opacity: isRare(bin, of: all) ? 0.15 : 0.45, rounding: 1, tip: tip)
      drawing.rectangle(
        left, share(Double(bin.clips)), width, share.start - share(Double(bin.clips)), fill: .muted,
        opacity: 0.55,
        tip: tip)
    }
    drawing.line(x.start, y.start, x.end, y.end, .contrast, width: 1.5, dash: "5 4")
    for bin in reliability.bins where bin.clips > 0 && !isRare(bin, of: all) {
      drawing.marker(x(bin.confidence), y(bin.accuracy), radius: 4, .accent, shape: 0)
    }
    drawing.line(x.start, y.start, x.end, y.start, .muted)
    drawing.line(x.start, share.start, x.end, share.start, .muted)
    drawing.text("clips", x.start - 7, 350, .end, size: 12, .muted)
    for tick in x.ticks(5) {
      drawing.text(PlotFrame.Format.percent.text(tick), x(tick), share.start + 17, .middle, size: 12, .muted)
    }
    drawing.text("confidence", (x.start + x.end) / 2, share.start + 36, .middle, size: 12.5)
    drawing.text(
      "calibration error \(Figure.percent(reliability.expectedCalibrationError))", x.end, 40, .end, size: 12.5
    )
    return drawing.svg(id: id, title: title, description: description)
  }

  /// Whether a bin has so few clips that its accuracy says little: less than one in a hundred.
  private func isRare(_ bin: Reliability.Bin, of all: Int) -> Bool { bin.clips * 100 < all }

  private var description: String {
    let bins = reliability.bins.filter { $0.clips > 0 }.map {
      "confidence \(Figure.percent($0.confidence)), right \(Figure.percent($0.accuracy)), \(Figure.count($0.clips, "clip"))"
    }
    return """
      Expected calibration error \(Figure.percent(reliability.expectedCalibrationError)). \
      \(bins.joined(separator: "; ")).
      """
  }
}
