/// A confusion matrix as a picture: rows are the truth, columns what was said, and the share of the row is the shade.
public struct HeatMap: Sendable, Hashable {
  /// What it shows.
  public var title: String
  /// Counts and names.
  public var matrix: ConfusionMatrix

  /// Wraps a matrix.
  public init(title: String, matrix: ConfusionMatrix) {
    self.title = title
    self.matrix = matrix
  }

  /// Draws the picture; its size goes by the number of classes and the length of their names.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - theme: Where it will be looked at.
  /// - Returns: One `svg` element.
  public func svg(id: String, theme: PictureTheme = .file) -> String {
    let names = matrix.labels.map { Drawing.shortened($0, to: 20) }
    let count = Double(names.count)
    let cell = names.count > 8 ? (width: 46.0, height: 36.0) : (width: 60.0, height: 44.0)
    let longest = names.map { Drawing.width(of: $0, size: 12.5) }.max() ?? 0
    let left = max(longest + 34, 90)
    // Column names lean by 40 degrees: sin 40 is 0.64, cos 40 is 0.77.
    let top = longest * 0.64 + 44
    let right = max(64, longest * 0.77 - cell.width / 2 + 12)
    var drawing = Drawing(
      width: left + count * cell.width + right, height: top + count * cell.height + 12, theme: theme)

    drawing.text("said", left + count * cell.width / 2, 16, .middle, size: 12.5, .muted)
    drawing.text("true", 14, top + count * cell.height / 2, .middle, size: 12.5, .muted, turned: -90)
    drawing.text("clips", left + count * cell.width + 10, top - 8, size: 12, .muted)
    let support = matrix.support
    for (row, name) in names.enumerated() {
      let y = top + Double(row) * cell.height
      let middle = y + cell.height / 2
      drawing.text(name, left - 8, middle + 4, .end, size: 12.5)
      drawing.text("\(support[row])", left + count * cell.width + 10, middle + 4, size: 12, .muted)
      drawing.text(
        name, left + (Double(row) + 0.5) * cell.width - 4, top - 8, size: 12.5, turned: -40)
      for column in names.indices {
        let x = left + Double(column) * cell.width
        drawCell(row, column, of: support[row], x, y, cell, in: &drawing)
      }
    }
    return drawing.svg(id: id, title: title, description: description, smallest: 0.85)
  }

  private func drawCell(
    _ row: Int, _ column: Int, of support: Int, _ x: Double, _ y: Double,
    _ cell: (width: Double, height: Double), in drawing: inout Drawing
  ) {
    let clips = matrix.counts[row][column]
    let share = support == 0 ? 0 : Double(clips) / Double(support)
    let tip =
      "\(matrix.labels[row]) taken for \(matrix.labels[column]): \(clips) of \(support)"
      + (support == 0 ? "" : ", \(Figure.percent(share))")
    drawing.rectangle(
      x + 0.75, y + 0.75, cell.width - 1.5, cell.height - 1.5, fill: .grid, opacity: 0.28, rounding: 3)
    drawing.rectangle(
      x + 0.75, y + 0.75, cell.width - 1.5, cell.height - 1.5, fill: .heat, opacity: share, rounding: 3,
      stroke: row == column ? .accent : nil, tip: tip)
    guard clips > 0 else { return }
    // Both texts have a contrast of about 4 here; dark text has more below, light text above.
    let ink: Ink = share > 0.78 ? .onHeat : .ink
    let middle = x + cell.width / 2
    drawing.text(
      "\(clips)", middle, y + cell.height / 2 - 1.5, .middle, size: 12.5, ink, isBold: row == column)
    drawing.text(
      "\(Int((share * 100).rounded())) %", middle, y + cell.height / 2 + 12, .middle, size: 10.5, ink)
  }

  /// Per class its recall and what it is most often taken for.
  private var description: String {
    let sentences = matrix.labels.indices.map { row -> String in
      let support = matrix.support[row]
      guard support > 0 else { return "\(matrix.labels[row]): no clip." }
      var sentence = "\(matrix.labels[row]): \(matrix.counts[row][row]) of \(support) right"
      let others = matrix.labels.indices.filter { $0 != row && matrix.counts[row][$0] > 0 }
      if let worst = others.max(by: { matrix.counts[row][$0] < matrix.counts[row][$1] }) {
        sentence += ", \(matrix.counts[row][worst]) taken for \(matrix.labels[worst])"
      }
      return sentence + "."
    }
    return "Rows are the truth, columns what was said. " + sentences.joined(separator: " ")
  }
}
