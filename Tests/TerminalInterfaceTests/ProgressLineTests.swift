import Testing

@testable import TerminalInterface

@Suite("Progress")
struct ProgressLineTests {
  private func screen(_ width: Int) -> Terminal {
    Terminal(isInteractive: true, width: width, hasUnicode: false)
  }

  @Test("a terminal sees a bar, the rate and the time left, drawn at most ten times a second")
  func terminal() {
    var line = ProgressLine(activity: "reading", total: 200, unit: "files", terminal: screen(80), at: 10)
    #expect(line.update(done: 1, at: 10.05) == nil)
    #expect(line.clear().isEmpty)
    let drawn = line.update(done: 50, detail: "2 failed", at: 15)
    let bar = "#######..................."
    #expect(drawn == "\rreading \(bar) 50 of 200  10.0 files/s  0:15 left  2 failed\u{1B}[K")
    #expect(line.update(done: 51, at: 15.05) == nil)
    #expect(line.clear() == "\r\u{1B}[K")
    #expect(line.clear().isEmpty)
    _ = line.update(done: 60, at: 16)
    #expect(line.finish(done: 200, at: 20) == "\r\u{1B}[K")
  }

  @Test("it never wraps, at any width")
  func widths() {
    for width in 10...120 {
      var line = ProgressLine(
        activity: "reading", total: 10_000, unit: "files", terminal: screen(width), at: 0)
      let text = line.update(done: 1234, detail: "loss 1.234", at: 60) ?? ""
      #expect(String(text.dropFirst().dropLast(3)).displayWidth < width)
    }
  }

  @Test("a file or a pipe gets a line every five seconds, and no escape sequence")
  func pipe() {
    let pipe = Terminal(isInteractive: false)
    var line = ProgressLine(activity: "reading", total: 1200, unit: "files", terminal: pipe, at: 0)
    #expect(line.update(done: 100, at: 4.9) == nil)
    #expect(line.update(done: 100, at: 5) == "reading 100 of 1,200 files, 20.0 files/s, 0:55 left\n")
    #expect(line.update(done: 150, at: 7) == nil)
    #expect(line.finish(done: 1200, at: 8) == "reading 1,200 of 1,200 files, 150 files/s\n")
  }

  @Test("a job shorter than five seconds says nothing in a pipe")
  func short() {
    let pipe = Terminal(isInteractive: false)
    var line = ProgressLine(activity: "reading", total: 3, unit: "files", terminal: pipe, at: 0)
    #expect(line.update(done: 3, at: 1) == nil)
    #expect(line.finish(done: 3, at: 1).isEmpty)
  }

  @Test("what was done before does not count for the rate")
  func resumed() {
    let pipe = Terminal(isInteractive: false)
    var line = ProgressLine(activity: "epoch", total: 20, unit: "epochs", terminal: pipe, at: 0, done: 10)
    #expect(line.update(done: 15, at: 10) == "epoch 15 of 20 epochs, 0.5 epochs/s, 0:10 left\n")
  }
}
