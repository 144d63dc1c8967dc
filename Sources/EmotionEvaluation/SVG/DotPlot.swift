/// One dot a name, sorted, with lines to compare with: how speakers differ.
public struct DotPlot: Sendable, Hashable {
  /// One row.
  public struct Row: Sendable, Hashable {
    /// Whose it is.
    public var name: String
    /// A share within 0...1.
    public var value: Double
    /// Place of its series in ``DotPlot/series``.
    public var series: Int

    /// Wraps a row.
    public init(name: String, value: Double, series: Int) {
      self.name = name
      self.value = value
      self.series = series
    }
  }

  /// A value to compare with.
  public struct Reference: Sendable, Hashable {
    /// What it is called, such as `chance`.
    public var name: String
    /// A share within 0...1.
    public var value: Double

    /// Wraps a reference.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// What it shows.
  public var title: String
  /// Name of the values with their unit.
  public var valueName: String
  /// Rows in any order: the picture sorts them, the highest first.
  public var rows: [Row]
  /// Names of the series.
  public var series: [String]
  /// Lines to compare with.
  public var references: [Reference]

  /// Wraps rows.
  public init(title: String, valueName: String, rows: [Row], series: [String], references: [Reference] = []) {
    self.title = title
    self.valueName = valueName
    self.rows = rows
    self.series = series
    self.references = references
  }

  /// Draws the picture, 480 pixels wide; rows get closer the more there are, and lose their names after 120.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - theme: Where it will be looked at.
  /// - Returns: One `svg` element.
  public func svg(id: String, theme: PictureTheme = .file) -> String {
    let sorted = rows.sorted { ($1.value, $0.name) < ($0.value, $1.name) }
    let hasNames = rows.count <= 120
    let step = rows.count <= 30 ? 20.0 : hasNames ? 15 : 5
    let names = sorted.map { Drawing.shortened($0.name, to: 22) }
    let left = hasNames ? max(60, (names.map { Drawing.width(of: $0, size: 12) }.max() ?? 0) + 20) : 30
    let legend = Legend((2...24).contains(series.count) ? series : [], width: 456)
    let bottom = 42 + Double(rows.count) * step
    var drawing = Drawing(width: 480, height: bottom + 46 + legend.height, theme: theme)
    let x = Scale(0...1, from: left, to: 456)
    for tick in x.ticks(5) {
      drawing.line(x(tick), 34, x(tick), bottom, .grid)
      drawing.text(PlotFrame.Format.percent.text(tick), x(tick), bottom + 17, .middle, size: 12, .muted)
    }
    drawing.text(valueName, (left + 456) / 2, bottom + 36, .middle, size: 12.5)
    drawReferences(in: &drawing, x: x, bottom: bottom)
    for (place, row) in sorted.enumerated() {
      let y = 42 + (Double(place) + 0.5) * step
      if hasNames {
        drawing.line(x.start, y, x(row.value), y, .grid)
        drawing.text(names[place], left - 10, y + 4, .end, size: step < 18 ? 11 : 12)
      }
      drawing.marker(
        x(row.value), y, radius: step < 10 ? 3 : step < 18 ? 4.5 : 5.5, .series(row.series),
        shape: Legend.shape(row.series), tip: tip(row))
    }
    legend.draw(in: &drawing, x: 14, y: bottom + 44, asLines: false)
    return drawing.svg(id: id, title: title, description: description(sorted))
  }

  /// Names stand over their lines, one row higher where two would touch.
  private func drawReferences(in drawing: inout Drawing, x: Scale, bottom: Double) {
    var ends = [-Double.infinity, -Double.infinity]
    for reference in references.sorted(by: { $0.value < $1.value }) {
      let text = "\(reference.name) \(Figure.percent(reference.value))"
      let half = Drawing.width(of: text, size: 12) / 2
      let middle = min(max(x(reference.value), half + 2), 478 - half)
      let row = middle - half > ends[0] + 6 ? 0 : 1
      ends[row] = middle + half
      drawing.line(x(reference.value), 34, x(reference.value), bottom, .contrast, width: 1.5, dash: "5 4")
      drawing.text(text, middle, row == 0 ? 28 : 13, .middle, size: 12, .contrast)
    }
  }

  private func tip(_ row: Row) -> String {
    let name = series.indices.contains(row.series) ? ", \(series[row.series])" : ""
    return "\(row.name): \(Figure.percent(row.value))\(name)"
  }

  private func description(_ sorted: [Row]) -> String {
    guard let best = sorted.first, let worst = sorted.last else { return "Nothing to show." }
    let lines = references.map { "\($0.name) \(Figure.percent($0.value))" }
    return """
      \(valueName) of \(sorted.count), from \(Figure.percent(worst.value)) (\(worst.name)) to \
      \(Figure.percent(best.value)) (\(best.name)). \(lines.joined(separator: ", ")).
      """
  }
}
