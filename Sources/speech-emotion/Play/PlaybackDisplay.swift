import Foundation
import SpeechAudio
import TerminalInterface

/// Where in a waveform the listener is, as a line that moves: time, position, level.
struct PlaybackDisplay {
  private let waveform: Waveform
  private var line = LiveLine()
  private var tracker: LevelTracker
  /// Samples that the tracker has seen.
  private var position = 0

  init(_ waveform: Waveform) {
    self.waveform = waveform
    tracker = LevelTracker(sampleRate: waveform.sampleRate)
  }

  /// Shows what is heard now.
  ///
  /// - Parameter seconds: From the beginning.
  mutating func show(seconds: Double) {
    let end = min(max(Int(seconds * Double(waveform.sampleRate)), position), waveform.samples.count)
    tracker.update(Array(waveform.samples[position..<end]))
    position = end
    let (tracker, duration, width) = (tracker, waveform.duration, line.width)
    line.show { terminal in
      Self.text(seconds: seconds, of: duration, level: tracker, width: width, on: terminal)
    }
  }

  /// Wipes the line.
  mutating func clear() { line.clear() }

  /// `0:03 / 0:12 ████░░░░░░░░ ██████▌  │   `, as much of it as has room.
  static func text(
    seconds: Double, of duration: Double, level: LevelTracker, width: Int, on terminal: Terminal
  ) -> String {
    let clock = "\(NumberFormat.clock(seconds: seconds)) / \(NumberFormat.clock(seconds: duration))"
    let room = width - clock.displayWidth - 1
    guard room >= 4 else { return clock.truncated(toWidth: width) }
    let hasMeter = room >= 32
    let bar = Bar(width: hasMeter ? min(room / 2, 40) : min(room, 40), hasTrack: true)
    let position = bar.drawn(duration > 0 ? seconds / duration : 1, on: terminal, style: .blue)
    guard hasMeter else { return "\(clock) \(position)" }
    let meter = LevelMeter(width: min(room - bar.width - 1 - LevelMeter.markWidth, 24))
    let loudness = meter.drawn(level: level.level, peak: level.peak, isClipped: level.isClipped, on: terminal)
    return "\(clock) \(position) \(loudness)"
  }
}
