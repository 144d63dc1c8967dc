/// Rows of text in aligned columns.
///
/// Columns are as wide as their widest cell by display width. Where the terminal is narrower, columns that give
/// way are cut, first the last one declared `givesWay`; a table in a file or a pipe is never cut.
public struct Table: Sendable {
  /// One column: its title, where its text stands, and whether it may be cut.
  public struct Column: Sendable {
    /// Title in the first row.
    public var title: String
    /// Where its cells stand.
    public var alignment: Alignment
    /// Whether its cells are cut where the terminal is too narrow, and which end is kept.
    public var truncation: Truncation
    /// Columns at least, whatever the cells are.
    public var minimumWidth: Int

    /// Describes a column.
    ///
    /// - Parameters:
    ///   - title: Title in the first row; no row of titles is drawn where all are empty.
    ///   - alignment: Where its cells stand.
    ///   - truncation: Whether its cells may be cut.
    ///   - minimumWidth: Columns at least.
    public init(
      _ title: String = "", alignment: Alignment = .left, truncation: Truncation = .never,
      minimumWidth: Int = 0
    ) {
      self.title = title
      self.alignment = alignment
      self.truncation = truncation
      self.minimumWidth = minimumWidth
    }
  }

  /// What happens to the cells of a column on a terminal that is too narrow.
  public enum Truncation: Sendable {
    /// They stay whole.
    case never
    /// They lose their end, as sentences.
    case keepingStart
    /// They lose their beginning, as paths.
    case keepingEnd
    /// They lose their end, and the column goes where a stump would be left, as remarks.
    case keepingStartOrDropping
    /// The column goes altogether, as bars.
    case droppingColumn
  }

  /// One cell: text and its style.
  public struct Cell: Sendable, ExpressibleByStringLiteral {
    /// What it says, without styles.
    public var text: String
    /// How it stands out.
    public var style: Style

    /// Makes a cell.
    ///
    /// - Parameters:
    ///   - text: What it says.
    ///   - style: How it stands out.
    public init(_ text: String, style: Style = []) {
      self.text = text
      self.style = style
    }

    /// Makes a plain cell.
    public init(stringLiteral value: String) { self.init(value) }
  }

  /// Columns from left to right.
  public var columns: [Column]

  /// Rows from top to bottom; a row shorter than the columns is filled up with empty cells.
  public var rows: [[Cell]]

  /// Spaces in front of every line.
  public var indentation: Int

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - columns: From left to right.
  ///   - rows: From top to bottom.
  ///   - indentation: Spaces in front of every line.
  public init(columns: [Column], rows: [[Cell]] = [], indentation: Int = 0) {
    self.columns = columns
    self.rows = rows
    self.indentation = indentation
  }

  /// The whole table as lines.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Lines without their ends: titles, if any, then rows.
  public func lines(for terminal: Terminal) -> [String] {
    let layout = layout(for: terminal)
    return layout.header(for: terminal) + rows.map { layout.line($0, for: terminal) }
  }

  /// The widths for these rows, so that rows can be written as they come.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Columns with their widths.
  public func layout(for terminal: Terminal) -> TableLayout {
    var widths = columns.map { max($0.title.displayWidth, $0.minimumWidth) }
    for row in rows {
      for (index, cell) in row.prefix(columns.count).enumerated() {
        widths[index] = max(widths[index], cell.text.displayWidth)
      }
    }
    return TableLayout(
      columns: columns, naturalWidths: widths, indentation: indentation, limit: terminal.width)
  }
}
