/// Precision, recall and F1 of each class: a bar for the F1, signs for the other two.
public struct BarChart: Sendable, Hashable {
  /// What it shows.
  public var title: String
  /// Classes in order.
  public var labels: [String]
  /// Their scores; as many.
  public var scores: [ClassScores]

  /// Wraps scores.
  public init(title: String, labels: [String], scores: [ClassScores]) {
    self.title = title
    self.labels = labels
    self.scores = scores
  }

  /// Draws the picture, 440 pixels wide.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - theme: Where it will be looked at.
  /// - Returns: One `svg` element.
  public func svg(id: String, theme: PictureTheme = .file) -> String {
    let names = labels.map { Drawing.shortened($0, to: 22) }
    let left = max(60, (names.map { Drawing.width(of: $0, size: 12.5) }.max() ?? 0) + 20)
    let top = 34.0
    let step = 26.0
    let bottom = top + Double(labels.count) * step
    var drawing = Drawing(width: 440, height: bottom + 26, theme: theme)
    let x = Scale(0...1, from: left, to: 414)
    for tick in x.ticks(5) {
      drawing.line(x(tick), top, x(tick), bottom, .grid)
      drawing.text(PlotFrame.Format.percent.text(tick), x(tick), bottom + 17, .middle, size: 12, .muted)
    }
    drawing.rectangle(left, 11, 20, 11, fill: .accent, opacity: 0.4, rounding: 2)
    drawing.text("F1", left + 26, 21, size: 12)
    drawing.marker(left + 72, 17, radius: 4, .accent, shape: 0)
    drawing.text("recall", left + 82, 21, size: 12)
    drawing.marker(left + 142, 17, radius: 6, .contrast, shape: 3)
    drawing.text("precision", left + 152, 21, size: 12)
    for (row, (name, score)) in zip(names, scores).enumerated() {
      let y = top + Double(row) * step
      drawing.text(name, left - 10, y + step / 2 + 4, .end, size: 12.5)
      guard score.support > 0 else {
        drawing.text("no clip", left + 8, y + step / 2 + 4, size: 12, .muted)
        continue
      }
      drawing.rectangle(
        left, y + 5, x(score.f1) - left, step - 10, fill: .accent, opacity: 0.4, rounding: 2,
        tip: "\(labels[row]): F1 \(Figure.percent(score.f1))")
      drawing.marker(
        x(score.precision), y + step / 2, radius: 6, .contrast, shape: 3,
        tip: "\(labels[row]): precision \(Figure.percent(score.precision))")
      drawing.marker(
        x(score.recall), y + step / 2, radius: 4, .accent, shape: 0,
        tip: "\(labels[row]): recall \(Figure.percent(score.recall))")
    }
    return drawing.svg(id: id, title: title, description: description)
  }

  private var description: String {
    zip(labels, scores).map {
      "\($0): recall \(Figure.percent($1.recall)), precision \(Figure.percent($1.precision)), F1 \(Figure.percent($1.f1))."
    }.joined(separator: " ")
  }
}
