/// Curves over a common axis, as thin lines; each may have one point marked.
public struct LineChart: Sendable, Hashable {
  /// A point of a curve.
  public struct Point: Sendable, Hashable {
    /// Along the axis.
    public var x: Double
    /// Up the axis.
    public var y: Double

    /// Wraps coordinates.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// One curve.
  public struct Curve: Sendable, Hashable {
    /// Place of its name in ``LineChart/names``: curves of one name share colour and dashes.
    public var series: Int
    /// Points from left to right.
    public var points: [Point]
    /// A point to mark.
    public var mark: Point?

    /// Wraps a curve.
    public init(series: Int, points: [Point], mark: Point? = nil) {
      self.series = series
      self.points = points
      self.mark = mark
    }
  }

  /// What it shows.
  public var title: String
  /// What there is to see, for those who do not see it.
  public var description: String
  /// Name of the horizontal axis with its unit.
  public var xName: String
  /// Name of the vertical axis with its unit.
  public var yName: String
  /// Names of the series; more than 24, or one alone, stand in no legend.
  public var names: [String]
  /// The curves.
  public var curves: [Curve]
  /// Ends of the horizontal axis; nil for those of the points.
  public var xDomain: ClosedRange<Double>?
  /// Ends of the vertical axis; nil for round numbers around the points.
  public var yDomain: ClosedRange<Double>?
  /// Whether horizontal values are shares, to be written as per cent.
  public var hasShareX = false
  /// Whether vertical values are shares, to be written as per cent.
  public var hasShareY = false

  /// Wraps curves.
  public init(
    title: String, description: String, xName: String, yName: String, names: [String], curves: [Curve]
  ) {
    self.title = title
    self.description = description
    self.xName = xName
    self.yName = yName
    self.names = names
    self.curves = curves
  }

  /// Draws the picture, 460 pixels wide.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - theme: Where it will be looked at.
  /// - Returns: One `svg` element.
  public func svg(id: String, theme: PictureTheme = .file) -> String {
    let legend = Legend((2...24).contains(names.count) ? names : [], width: 436)
    var drawing = Drawing(width: 460, height: 290 + legend.height, theme: theme)
    let points = curves.flatMap(\.points)
    let xDomain = xDomain ?? Self.ends(points.map(\.x))
    let yDomain = yDomain ?? Scale.domain(of: points.map(\.y))
    let x = Scale(xDomain, from: 58, to: 434)
    let y = Scale(yDomain, from: 240, to: 40)
    PlotFrame(x: x, y: y).draw(
      in: &drawing, xName: xName, yName: yName, xFormat: hasShareX ? .percent : .plain,
      yFormat: hasShareY ? .percent : .plain, xTicks: x.ticks(6, isWhole: !hasShareX), yTicks: y.ticks(5))
    let stroke = curves.count > 12 ? 1.1 : 1.5
    for curve in curves {
      // A loss that is no number leaves a gap rather than a line to nowhere.
      for stretch in curve.points.split(whereSeparator: { !$0.x.isFinite || !$0.y.isFinite }) {
        drawing.path(
          stretch.map { (x($0.x), y($0.y)) }, .series(curve.series), width: stroke,
          dash: Legend.dash(curve.series), opacity: 0.85)
      }
    }
    for curve in curves {
      guard let mark = curve.mark, mark.x.isFinite, mark.y.isFinite else { continue }
      drawing.marker(
        x(mark.x), y(mark.y), radius: 4.5, .series(curve.series), shape: Legend.shape(curve.series),
        tip: names.indices.contains(curve.series) ? names[curve.series] : nil)
    }
    legend.draw(in: &drawing, x: 14, y: 284, asLines: true)
    return drawing.svg(id: id, title: title, description: description)
  }

  private static func ends(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    return low < high ? low...high : (low - 1)...(high + 1)
  }
}
