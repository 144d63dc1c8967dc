/// A line on standard error that is written over again and again; nothing where lines cannot be.
public struct LiveLine {
  private let terminal: Terminal
  private var isShown = false

  /// Prepares a line.
  ///
  /// - Parameter terminal: Standard error.
  public init(terminal: Terminal = .standardError) { self.terminal = terminal }

  /// Columns of the line; the last one of the terminal stays empty, because some wrap when it is written.
  public var width: Int { terminal.layoutWidth - 1 }

  /// Shows a line in place of the last one.
  ///
  /// - Parameter line: At most ``width`` columns; made only where it can be shown.
  public mutating func show(_ line: (Terminal) -> String) {
    guard terminal.canRewriteLines else { return }
    isShown = true
    Output.writeError("\r" + line(terminal) + "\u{1B}[K")
  }

  /// Wipes the line, so that other text can be written.
  public mutating func clear() {
    guard isShown else { return }
    isShown = false
    Output.writeError("\r\u{1B}[K")
  }
}
