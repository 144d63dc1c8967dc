#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a stream can show: whether a person reads it, how wide it is, and whether it takes colour and
/// characters beyond ASCII.
///
/// A value, so that every piece of display in this module is a function of its arguments: tests make the
/// terminal that they want to see.
public struct Terminal: Sendable, Equatable {
  /// Whether the stream is a terminal, rather than a file or a pipe.
  public var isInteractive: Bool

  /// Columns of the display, or nil where nothing limits a line (a file, a pipe).
  public var width: Int?

  /// Rows of the display, or nil where nobody knows.
  public var height: Int?

  /// Whether styles are written as escape sequences.
  public var hasColour: Bool

  /// Whether block elements and ticks may be written; plain ASCII stands in for them otherwise.
  public var hasUnicode: Bool

  /// Whether a line can be written over: a terminal that understands carriage return and erase.
  public var canRewriteLines: Bool

  /// Describes a stream.
  ///
  /// - Parameters:
  ///   - isInteractive: Whether the stream is a terminal.
  ///   - width: Columns, or nil for no limit.
  ///   - hasColour: Whether escape sequences are welcome.
  ///   - hasUnicode: Whether characters beyond ASCII are welcome.
  ///   - canRewriteLines: Whether a line can be written over; as `isInteractive` unless given.
  public init(
    isInteractive: Bool, width: Int? = nil, hasColour: Bool = false, hasUnicode: Bool = true,
    canRewriteLines: Bool? = nil
  ) {
    self.isInteractive = isInteractive
    self.width = width
    self.hasColour = hasColour
    self.hasUnicode = hasUnicode
    self.canRewriteLines = canRewriteLines ?? isInteractive
  }

  /// Reads off the environment what a stream can show.
  ///
  /// - `COLUMNS`, where it is a positive number, is the width; otherwise the terminal is asked.
  /// - A non-empty `NO_COLOR` turns colour off (no-color.org); a `CLICOLOR_FORCE` other than `0` turns it on
  ///   where the stream is no terminal; `TERM=dumb` has neither colour nor lines that can be rewritten.
  /// - The first non-empty one of `LC_ALL`, `LC_CTYPE` and `LANG` names the character set: ASCII unless it says
  ///   UTF-8.
  ///
  /// - Parameters:
  ///   - environment: Names and values, as of a process.
  ///   - isInteractive: Whether the stream is a terminal.
  ///   - measuredWidth: Columns as the terminal driver says, if it does.
  public init(environment: [String: String], isInteractive: Bool, measuredWidth: Int?) {
    let isDumb = environment["TERM"] == "dumb"
    let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let forced = environment["CLICOLOR_FORCE"].map { !$0.isEmpty && $0 != "0" } ?? false
    let columns = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let characterSet = (locale ?? "").lowercased()

    self.isInteractive = isInteractive
    self.width = columns ?? (isInteractive ? measuredWidth.flatMap { $0 > 0 ? $0 : nil } ?? 80 : nil)
    self.hasColour = !noColour && (forced || (isInteractive && !isDumb))
    self.hasUnicode = characterSet.hasSuffix("utf-8") || characterSet.hasSuffix("utf8")
    self.canRewriteLines = isInteractive && !isDumb
  }

  /// Looks at an open file descriptor of this process.
  ///
  /// - Parameters:
  ///   - fileDescriptor: 1 for standard output, 2 for standard error.
  ///   - environment: Names and values, as of this process.
  public init(fileDescriptor: Int32, environment: [String: String]) {
    let isInteractive = isatty(fileDescriptor) == 1
    var size = winsize()
    // ioctl(2), TIOCGWINSZ: rows and columns of the terminal; zero where the driver does not know.
    let answered = isInteractive && ioctl(fileDescriptor, UInt(TIOCGWINSZ), &size) == 0
    self.init(
      environment: environment, isInteractive: isInteractive,
      measuredWidth: answered ? Int(size.ws_col) : nil)
    height = answered && size.ws_row > 0 ? Int(size.ws_row) : nil
  }

  /// Columns to lay a display out in where nothing limits it: the width, or 80.
  public var layoutWidth: Int { width ?? 80 }
}
