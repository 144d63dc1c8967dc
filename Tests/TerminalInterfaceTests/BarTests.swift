import Testing

@testable import TerminalInterface

@Suite("Bars")
struct BarTests {
  private let unicode = Terminal(isInteractive: true, hasUnicode: true)
  private let ascii = Terminal(isInteractive: true, hasUnicode: false)

  @Test("eighths of a column where there is Unicode, whole columns elsewhere")
  func shapes() {
    #expect(Bar(width: 4).drawn(0.5, on: unicode) == "██  ")
    #expect(Bar(width: 4).drawn(0.53125, on: unicode) == "██▏ ")
    #expect(Bar(width: 4).drawn(1, on: unicode) == "████")
    #expect(Bar(width: 4).drawn(0, on: unicode) == "    ")
    #expect(Bar(width: 4).drawn(0.5, on: ascii) == "##  ")
    #expect(Bar(width: 4, hasTrack: true).drawn(0.5, on: ascii) == "##..")
    #expect(Bar(width: 4, hasTrack: true).drawn(0.5, on: unicode) == "██░░")
  }

  @Test("something shows, and only the whole fills the bar")
  func ends() {
    #expect(Bar(width: 4).drawn(0.0001, on: unicode) == "▏   ")
    #expect(Bar(width: 4).drawn(0.9999, on: unicode) == "███▉")
    #expect(Bar(width: 4).drawn(0.99, on: ascii) == "### ")
  }

  @Test("whatever the number, the width is the same")
  func width() {
    for fraction in [-1, 0, 1e-9, 0.1, 0.333, 0.5, 0.99, 1, 2, .nan, .infinity] {
      for width in [0, 1, 7, 30] {
        #expect(Bar(width: width).drawn(fraction, on: unicode).displayWidth == width)
        #expect(Bar(width: width, hasTrack: true).drawn(fraction, on: ascii).displayWidth == width)
      }
    }
  }

  @Test("colour covers the filled part alone")
  func colour() {
    let coloured = Terminal(isInteractive: true, hasColour: true)
    #expect(Bar(width: 2).drawn(0.5, on: coloured, style: .blue) == "\u{1B}[34m█\u{1B}[0m ")
  }
}
