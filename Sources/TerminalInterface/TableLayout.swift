/// Columns whose widths are settled: draws a table's lines one at a time.
public struct TableLayout: Sendable {
  let columns: [Table.Column]
  /// Display columns of each; nil for one that was dropped.
  let widths: [Int?]
  let indentation: Int

  /// Spaces between two columns.
  static let gap = 2
  /// A column that gives way keeps this much.
  static let leastWidth = 8

  init(columns: [Table.Column], naturalWidths: [Int], indentation: Int, limit: Int?) {
    var widths: [Int?] = naturalWidths
    if let limit {
      func excess() -> Int {
        let shown = widths.compactMap { $0 }
        return indentation + shown.reduce(0, +) + Self.gap * max(shown.count - 1, 0) - limit
      }
      func shrink(_ index: Int) {
        guard let width = widths[index], excess() > 0 else { return }
        widths[index] = min(width, max(Self.leastWidth, width - excess()))
      }
      let cuttable = columns.indices.filter { columns[$0].truncation.isCut }
      // A path keeps three times the least width before bars go; bars go before a path is a stump.
      for index in cuttable.reversed() {
        guard let width = widths[index], excess() > 0 else { continue }
        widths[index] = min(width, max(3 * Self.leastWidth, width - excess()))
      }
      for index in columns.indices.reversed() where columns[index].truncation == .droppingColumn {
        if excess() > 0 { widths[index] = nil }
      }
      for index in cuttable.reversed() { shrink(index) }
      for index in columns.indices.reversed() where columns[index].truncation == .keepingStartOrDropping {
        if excess() > 0 { widths[index] = nil }
      }
      // What bars left over goes back to what was cut.
      for index in cuttable {
        guard let width = widths[index], excess() < 0 else { continue }
        widths[index] = min(naturalWidths[index], width - excess())
      }
    }
    self.columns = columns
    self.widths = widths
    self.indentation = indentation
  }

  /// The row of titles; none where all titles are empty.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: No line or one.
  public func header(for terminal: Terminal) -> [String] {
    guard columns.contains(where: { !$0.title.isEmpty }) else { return [] }
    return [line(columns.map { Table.Cell($0.title, style: .bold) }, for: terminal)]
  }

  /// One row.
  ///
  /// - Parameters:
  ///   - cells: From left to right.
  ///   - terminal: Where it will be shown.
  /// - Returns: A line without its end and without spaces at its end.
  public func line(_ cells: [Table.Cell], for terminal: Terminal) -> String {
    var line = String(repeating: " ", count: indentation)
    var pendingSpaces = 0
    var isFirst = true
    for (index, column) in columns.enumerated() {
      guard let width = widths[index] else { continue }
      if !isFirst { pendingSpaces += Self.gap }
      isFirst = false
      let cell = index < cells.count ? cells[index] : ""
      let ellipsis = terminal.hasUnicode ? "…" : "..."
      let isCut = column.truncation.isCut
      let text =
        isCut
        ? cell.text.truncated(
          toWidth: width, keepingEnd: column.truncation == .keepingEnd, ellipsis: ellipsis)
        : cell.text
      let visible = text.reversed().drop { $0 == " " }
      let shown = String(visible.reversed())
      let missing = max(width - shown.displayWidth, 0)
      guard !shown.isEmpty else {
        pendingSpaces += width
        continue
      }
      let padding = column.alignment == .right ? max(width - text.displayWidth, 0) : 0
      line += String(repeating: " ", count: pendingSpaces + padding)
      line += terminal.styled(shown, cell.style)
      pendingSpaces = missing - padding
    }
    return line
  }
}

extension Table.Truncation {
  var isCut: Bool { self != .never && self != .droppingColumn }
}
