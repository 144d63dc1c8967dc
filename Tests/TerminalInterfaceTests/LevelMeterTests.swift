import Foundation
import Testing

@testable import TerminalInterface

@Suite("Level meters")
struct LevelMeterTests {
  private let unicode = Terminal(isInteractive: true, hasUnicode: true)
  private let ascii = Terminal(isInteractive: true, hasUnicode: false)

  @Test("the bar grows with decibels, the mark stands at the peak")
  func shapes() {
    let meter = LevelMeter(width: 12)
    #expect(meter.drawn(level: -30, peak: -15, on: ascii) == "######   |       ")
    #expect(meter.drawn(level: -30, peak: -15, on: unicode) == "██████   │       ")
    #expect(meter.drawn(level: -.infinity, peak: -.infinity, on: ascii) == "                 ")
    #expect(meter.drawn(level: 0, peak: 0, isClipped: true, on: ascii) == "############ CLIP")
    // A peak within the bar is the bar.
    #expect(meter.drawn(level: -10, peak: -30, on: ascii) == "##########       ")
  }

  @Test("whatever the level, the width is the same")
  func width() {
    for level in [-.infinity, -100, -60, -33.3, -3, 0, 6, .nan] {
      for width in [0, 1, 8, 40] {
        for terminal in [unicode, ascii, Terminal(isInteractive: true, hasColour: true)] {
          let text = LevelMeter(width: width).drawn(
            level: level, peak: level + 3, isClipped: level > 0, on: terminal)
          #expect(text.displayWidth == width + LevelMeter.markWidth)
        }
      }
    }
  }

  @Test("loud is yellow, too loud is red")
  func colours() {
    let coloured = Terminal(isInteractive: true, hasColour: true)
    let text = LevelMeter(width: 20).drawn(level: -1, peak: 0, isClipped: true, on: coloured)
    for code in ["32m", "33m", "31m", "1;31m"] { #expect(text.contains("\u{1B}[\(code)")) }
  }

  @Test("a peak is held, then sinks; clipping is shown for as long")
  func holding() {
    var tracker = LevelTracker(sampleRate: 1000)
    #expect(tracker.level == -.infinity && !tracker.isClipped)
    tracker.update([1, -1])
    #expect(tracker.level == 0 && tracker.peak == 0)
    #expect(tracker.isClipped && tracker.clippedSampleCount == 2)
    tracker.update(Array(repeating: 0.1, count: 1400))
    #expect(abs(tracker.level - -20) < 1e-3 && tracker.peak == 0 && tracker.isClipped)
    tracker.update(Array(repeating: 0.1, count: 200))
    #expect(abs(tracker.peak - -6) < 1e-3 && !tracker.isClipped)
    for _ in 0..<20 { tracker.update(Array(repeating: 0.1, count: 200)) }
    #expect(abs(tracker.peak - -20) < 1e-3)
    #expect(tracker.highestPeak == 0)
    tracker.update([])
    #expect(abs(tracker.level - -20) < 1e-3)
  }
}
