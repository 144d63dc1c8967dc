/// A table whose cells are escaped, whose header cells say what they head, and which scrolls where it is too wide.
struct HTMLTable {
  /// What it shows, for those who do not see it and for the eye.
  var caption: Markup
  /// Heads of groups of columns with the columns they span; none where there are no groups.
  var groups: [(name: String, columns: Int)] = []
  /// Heads of the columns; the first is that of the row heads.
  var columns: [String]
  /// Cells, the first of each row its head.
  var rows: [[String]] = []
  /// Rows that sum the others up.
  var totals: [[String]] = []
  /// Columns of text, which are aligned to the left; the others hold numbers.
  var textColumns: Set<Int> = [0]

  /// The table in a frame that scrolls sideways.
  var markup: Markup {
    var head: Markup = ""
    if !groups.isEmpty {
      let cells = groups.map { group -> Markup in
        group.name.isEmpty
          ? "<td colspan=\"\(group.columns)\"></td>"
          : "<th scope=\"colgroup\" colspan=\"\(group.columns)\">\(group.name)</th>"
      }
      head += "<tr class=\"groups\">\(cells)</tr>\n"
    }
    let heads = columns.enumerated().map { column, name -> Markup in
      "<th scope=\"col\"\(alignment(column))>\(name)</th>"
    }
    head += "<tr>\(heads)</tr>\n"
    let foot: Markup = totals.isEmpty ? "" : "<tfoot>\n\(totals.map(row))</tfoot>\n"
    return """
      <div class="scroll"><table>
      <caption>\(caption)</caption>
      <thead>
      \(head)</thead>
      <tbody>
      \(rows.map(row))</tbody>
      \(foot)</table></div>

      """
  }

  private func row(_ cells: [String]) -> Markup {
    let columns = cells.enumerated().map { column, text -> Markup in
      column == 0
        ? "<th scope=\"row\"\(alignment(0))>\(text)</th>" : "<td\(alignment(column))>\(text)</td>"
    }
    return "<tr>\(columns)</tr>\n"
  }

  private func alignment(_ column: Int) -> Markup {
    textColumns.contains(column) ? " class=\"text\"" : ""
  }
}
