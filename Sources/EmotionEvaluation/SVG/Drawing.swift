import Foundation

/// A picture that is being drawn: SVG 1.1 with its title and description for those who do not see it.
struct Drawing {
  /// Where a text's point lies.
  enum Anchor: String { case start, middle, end }

  let width: Double
  let height: Double
  let theme: PictureTheme
  private var body: Markup = ""

  init(width: Double, height: Double, theme: PictureTheme) {
    self.width = width
    self.height = height
    self.theme = theme
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ ink: Ink, width: Double = 1, dash: String? = nil
  ) {
    body +=
      "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" style=\"\(stroke(ink, width, dash: dash))\"/>\n"
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: Ink, opacity: Double = 1,
    rounding: Double = 0, stroke outline: Ink? = nil, tip: String? = nil
  ) {
    guard width > 0, height > 0 else { return }
    let border: Markup = outline.map { "\(stroke($0, 1))" } ?? ""
    body +=
      """
      <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="\(rounding)" \
      style="fill:\(fill.css(theme));fill-opacity:\(opacity);\(border)">\(tooltip(tip))</rect>\n
      """
  }

  mutating func path(
    _ points: [(x: Double, y: Double)], _ ink: Ink, width: Double, dash: String? = nil, opacity: Double = 1
  ) {
    guard points.count > 1 else { return }
    let corners = points.map { "\(Markup.coordinate($0.x)),\(Markup.coordinate($0.y))" }.joined(
      separator: " ")
    body +=
      "<polyline points=\"\(corners)\" style=\"\(stroke(ink, width, dash: dash));fill:none;stroke-linejoin:round;stroke-opacity:\(opacity)\"/>\n"
  }

  /// A filled shape.
  mutating func area(_ points: [(x: Double, y: Double)], _ ink: Ink) {
    guard points.count > 2 else { return }
    let corners = points.map { "\(Markup.coordinate($0.x)),\(Markup.coordinate($0.y))" }.joined(
      separator: " ")
    body += "<polygon points=\"\(corners)\" style=\"fill:\(ink.css(theme))\"/>\n"
  }

  /// A picture of pixels, stretched.
  mutating func image(_ png: Data, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    let data = Markup(trusted: png.base64EncodedString())
    body +=
      "<image x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,\(data)\"/>\n"
  }

  /// A small sign; the shape goes by `shape`, of which there are seven.
  mutating func marker(_ x: Double, _ y: Double, radius: Double, _ ink: Ink, shape: Int, tip: String? = nil) {
    let style: Markup = "fill:\(ink.css(theme));stroke:\(Ink.ground.css(theme));stroke-width:1"
    let r = radius
    let corners: [(Double, Double)]
    switch shape % 7 {
    case 0:
      body += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(r)\" style=\"\(style)\">\(tooltip(tip))</circle>\n"
      return
    case 1: corners = [(-0.9 * r, -0.9 * r), (0.9 * r, -0.9 * r), (0.9 * r, 0.9 * r), (-0.9 * r, 0.9 * r)]
    case 2: corners = [(0, -1.2 * r), (1.1 * r, 0.8 * r), (-1.1 * r, 0.8 * r)]
    case 3: corners = [(0, -1.3 * r), (1.3 * r, 0), (0, 1.3 * r), (-1.3 * r, 0)]
    case 4: corners = [(0, 1.2 * r), (1.1 * r, -0.8 * r), (-1.1 * r, -0.8 * r)]
    case 5: corners = Self.cross(r)
    default: corners = Self.cross(r).map { (0.71 * ($0.0 - $0.1), 0.71 * ($0.0 + $0.1)) }
    }
    let points = corners.map { "\(Markup.coordinate(x + $0.0)),\(Markup.coordinate(y + $0.1))" }.joined(
      separator: " ")
    body += "<polygon points=\"\(points)\" style=\"\(style)\">\(tooltip(tip))</polygon>\n"
  }

  /// An upright cross around the origin.
  private static func cross(_ radius: Double) -> [(Double, Double)] {
    let (long, short) = (1.25 * radius, 0.45 * radius)
    return [
      (short, -long), (short, -short), (long, -short), (long, short), (short, short), (short, long),
      (-short, long), (-short, short), (-long, short), (-long, -short), (-short, -short), (-short, -long),
    ]
  }

  mutating func text(
    _ string: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, size: Double = 13,
    _ ink: Ink = .ink,
    isBold: Bool = false, turned degrees: Double = 0
  ) {
    let turn: Markup = degrees == 0 ? "" : " transform=\"rotate(\(degrees) \(x) \(y))\""
    let weight: Markup = isBold ? ";font-weight:600" : ""
    body +=
      "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\" style=\"fill:\(ink.css(theme));font-size:\(size)px\(weight)\"\(turn)>\(string)</text>\n"
  }

  /// The whole picture.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - title: What it shows.
  ///   - description: What there is to see, in words.
  ///   - smallest: How far a narrow page may shrink it before it scrolls instead.
  /// - Returns: One `svg` element, ending in a line break.
  func svg(id: String, title: String, description: String, smallest: Double = 0.72) -> String {
    let ground: Markup =
      theme == .file
      ? "<rect width=\"\(width)\" height=\"\(height)\" style=\"fill:\(Ink.ground.css(theme))\"/>\n" : ""
    let size: Markup =
      theme == .file
      ? "width=\"\(width)\" height=\"\(height)\""
      : "style=\"max-width:\(width)px;min-width:\(width * smallest)px\""
    let svg: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \(size) role="img" \
      aria-labelledby="\(id)-title \(id)-desc" font-family="system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif">
      <title id="\(id)-title">\(title)</title>
      <desc id="\(id)-desc">\(description)</desc>
      \(ground)\(body)</svg>\n
      """
    return svg.text
  }

  /// About how wide a text gets, in pixels.
  static func width(of text: String, size: Double) -> Double {
    0.58 * size * Double(text.unicodeScalars.count)
  }

  /// A text cut to a number of characters, the last of them an ellipsis.
  static func shortened(_ text: String, to count: Int) -> String {
    text.count <= count ? text : text.prefix(max(count - 1, 1)) + "…"
  }

  private func stroke(_ ink: Ink, _ width: Double, dash: String? = nil) -> Markup {
    let dashes: Markup = dash.map { ";stroke-dasharray:\($0)" } ?? ""
    return "stroke:\(ink.css(theme));stroke-width:\(width)\(dashes)"
  }

  private func tooltip(_ tip: String?) -> Markup {
    tip.map { "<title>\($0)</title>" } ?? ""
  }
}
