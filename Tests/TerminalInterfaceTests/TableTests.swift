import Testing

@testable import TerminalInterface

@Suite("Tables and blocks")
struct TableTests {
  private let pipe = Terminal(isInteractive: false)
  private func screen(_ width: Int, unicode: Bool = true) -> Terminal {
    Terminal(isInteractive: true, width: width, hasUnicode: unicode)
  }

  private let table = Table(
    columns: [
      .init("file", truncation: .keepingEnd), .init("label"), .init("share", alignment: .right),
      .init("", truncation: .droppingColumn, minimumWidth: 10),
    ],
    rows: [
      ["calls/2024/03/anna_is_sad.wav", "sad", "7 %", "#####"],
      ["悲.wav", "surprised", "93 %", "##########"],
    ])

  @Test("columns align by display width, and no line ends in spaces")
  func alignment() {
    #expect(
      table.lines(for: pipe) == [
        "file                           label      share",
        "calls/2024/03/anna_is_sad.wav  sad          7 %  #####",
        "悲.wav                         surprised   93 %  ##########",
      ])
  }

  @Test("on a narrow terminal, first long paths are cut, then bars go, then paths again")
  func narrow() {
    #expect(
      table.lines(for: screen(54)) == [
        "file                      label      share",
        "…2024/03/anna_is_sad.wav  sad          7 %  #####",
        "悲.wav                    surprised   93 %  ##########",
      ])
    #expect(
      table.lines(for: screen(36, unicode: false)) == [
        "file                label      share",
        "...anna_is_sad.wav  sad          7 %",
        "悲.wav              surprised   93 %",
      ])
    for width in 26...90 {
      #expect(table.lines(for: screen(width)).allSatisfy { $0.displayWidth <= width })
    }
  }

  @Test("remarks are cut, and go where only a stump would be left")
  func remarks() {
    let table = Table(
      columns: [.init("name"), .init("remark", truncation: .keepingStartOrDropping)],
      rows: [["anna", "speaks very softly"]])
    #expect(table.lines(for: screen(16)) == ["name  remark", "anna  speaks ve…"])
    #expect(table.lines(for: screen(13)) == ["name", "anna"])
  }

  @Test("empty cells, short rows and no titles")
  func sparse() {
    let sparse = Table(
      columns: [.init(), .init(), .init(alignment: .right)],
      rows: [["a", "", "1"], ["bb"], ["", "x", "22"]],
      indentation: 2)
    #expect(sparse.lines(for: pipe) == ["  a       1", "  bb", "      x  22"])
  }

  @Test("styles colour the text of a cell, not its padding")
  func styles() {
    let coloured = Terminal(isInteractive: true, width: 80, hasColour: true)
    let styled = Table(
      columns: [.init(alignment: .right), .init()],
      rows: [
        [.init("1", style: .red), "x"], ["22", "y"],
      ])
    #expect(styled.lines(for: coloured) == [" \u{1B}[31m1\u{1B}[0m  x", "22  y"])
  }

  @Test("keys and values line up, and long values are wrapped behind their key")
  func keyValueBlock() {
    var block = KeyValueBlock([("name", "first"), ("licence", "one two three four five six")])
    block.append("nothing", nil)
    block.append("empty", "")
    #expect(block.lines(for: pipe) == ["name     first", "licence  one two three four five six"])
    #expect(
      block.lines(for: screen(25)) == ["name     first", "licence  one two three", "         four five six"])
  }

  @Test("paragraphs break at spaces and keep their line ends")
  func wrap() {
    #expect(TextWrap.lines("a bb ccc\ndddddd e", width: 5) == ["a bb", "ccc", "dddddd", "e"])
    #expect(TextWrap.lines("a  b", width: nil) == ["a  b"])
    #expect(TextWrap.lines("", width: 5) == [""])
  }
}
