import Testing

@testable import TerminalInterface

@Suite("What a terminal can show")
struct TerminalTests {
  private func terminal(
    _ environment: [String: String], interactive: Bool = true, measured: Int? = 100
  ) -> Terminal {
    Terminal(environment: environment, isInteractive: interactive, measuredWidth: measured)
  }

  @Test("the width is COLUMNS, then the driver's, then 80; a pipe has none")
  func width() {
    #expect(terminal(["COLUMNS": "40"]).width == 40)
    #expect(terminal([:]).width == 100)
    #expect(terminal([:], measured: nil).width == 80)
    #expect(terminal([:], measured: 0).width == 80)
    #expect(terminal(["COLUMNS": "wide"]).width == 100)
    #expect(terminal(["COLUMNS": "-3"]).width == 100)
    #expect(terminal([:], interactive: false, measured: nil).width == nil)
    #expect(terminal(["COLUMNS": "60"], interactive: false, measured: nil).width == 60)
  }

  @Test("colour follows NO_COLOR, CLICOLOR_FORCE, TERM and the stream")
  func colour() {
    #expect(terminal([:]).hasColour)
    #expect(!terminal([:], interactive: false).hasColour)
    #expect(!terminal(["NO_COLOR": "1"]).hasColour)
    #expect(terminal(["NO_COLOR": ""]).hasColour)
    #expect(terminal(["CLICOLOR_FORCE": "1"], interactive: false).hasColour)
    #expect(!terminal(["CLICOLOR_FORCE": "0"], interactive: false).hasColour)
    #expect(!terminal(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]).hasColour)
    #expect(!terminal(["TERM": "dumb"]).hasColour)
    #expect(!terminal(["TERM": "dumb"]).canRewriteLines)
  }

  @Test("the locale decides on characters beyond ASCII, LC_ALL first")
  func characterSet() {
    #expect(terminal(["LANG": "en_US.UTF-8"]).hasUnicode)
    #expect(terminal(["LANG": "C.utf8"]).hasUnicode)
    #expect(!terminal(["LANG": "C"]).hasUnicode)
    #expect(!terminal([:]).hasUnicode)
    #expect(!terminal(["LANG": "en_US.UTF-8", "LC_ALL": "POSIX"]).hasUnicode)
    #expect(terminal(["LANG": "en_US.UTF-8", "LC_ALL": ""]).hasUnicode)
    #expect(terminal(["LANG": "C", "LC_CTYPE": "C.UTF-8"]).hasUnicode)
  }

  @Test("styles are escape sequences only where there is colour")
  func styles() {
    let plain = Terminal(isInteractive: false)
    let coloured = Terminal(isInteractive: true, hasColour: true)
    #expect(plain.styled("sad", [.bold, .red]) == "sad")
    #expect(coloured.styled("sad", [.bold, .red]) == "\u{1B}[1;31msad\u{1B}[0m")
    #expect(coloured.styled("", .bold).isEmpty)
    #expect(coloured.styled("sad", []) == "sad")
  }
}

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "columns of text",
    arguments: [
      ("", 0), ("sad", 3), ("müde", 4), ("mu\u{308}de", 4), ("悲しい", 6), ("한국", 4), ("😀", 2), ("👩‍🚀", 2),
      ("❤️", 2), ("é", 1), ("\u{1B}[1;31msad\u{1B}[0m", 3), ("a\tb", 2), ("█▏", 2), ("✓", 1), ("…", 1),
    ])
  func width(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }

  @Test("text is cut at columns, never in the middle of a character")
  func truncation() {
    #expect("recording".truncated(toWidth: 9) == "recording")
    #expect("recording".truncated(toWidth: 5) == "reco…")
    #expect("recording".truncated(toWidth: 5, keepingEnd: true) == "…ding")
    #expect("recording".truncated(toWidth: 5, ellipsis: "...") == "re...")
    #expect("悲しい声".truncated(toWidth: 6) == "悲し…")
    #expect("悲しい声".truncated(toWidth: 6).displayWidth == 5)
    #expect("recording".truncated(toWidth: 1) == "…")
    #expect("recording".truncated(toWidth: 2, ellipsis: "...") == "..")
    #expect("recording".truncated(toWidth: 0).isEmpty)
  }

  @Test("a file name can neither move the cursor nor break a line")
  func printable() {
    #expect("a\u{1B}[2Jb\nc".printable == "a?[2Jb?c")
    #expect("Größe 悲".printable == "Größe 悲")
  }
}
