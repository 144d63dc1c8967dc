extension ConfusionMatrix {
  /// The matrix as a table of plain characters: a row a true class with its recall, a column a prediction.
  ///
  /// Columns are numbered rather than named so that twelve classes fit a terminal; the number stands before
  /// the name of its row.
  public var text: String {
    let numbers = labels.indices.map { "\($0 + 1)" }
    let names = zip(numbers, labels).map { "\($0) \($1)" }
    let nameWidth = max(names.map(\.unicodeScalars.count).max() ?? 0, "true \\ predicted".count)
    let cellWidth = max(counts.joined().map { "\($0)".count }.max() ?? 1, numbers.last?.count ?? 1)

    var text = padded("true \\ predicted", to: nameWidth)
    text += numbers.map { "  " + padded($0, to: cellWidth) }.joined() + "  recall\n"
    for (index, name) in names.enumerated() {
      let spaces = String(repeating: " ", count: nameWidth - name.unicodeScalars.count)
      text += name + spaces
      text += counts[index].map { "  " + padded($0 == 0 ? "." : "\($0)", to: cellWidth) }.joined()
      let recall = recalls[index].map { number($0, digits: 2) } ?? "-"
      text += "  " + padded(recall, to: 6) + "\n"
    }
    return text
  }
}
