import Foundation
import SpeechAudio
import SpeechDevices
import TerminalInterface

/// A recording from its first sample to its last: writes, watches for the end, shows the level.
struct RecordingSession {
  /// Why it ended.
  enum End: Equatable {
    /// As long as was asked for.
    case duration
    /// Somebody spoke and was silent.
    case silence
    /// Nobody spoke for ``RecordingSession/patience`` seconds.
    case nobodySpoke
    /// Enter, Ctrl-C or a polite `kill`.
    case user
    /// The device failed.
    case failure(DeviceError)
  }

  let microphone: Microphone
  let writer: AudioWriter
  /// Seconds to record; nil until silence.
  let seconds: Double?
  /// Seconds of silence that end a recording.
  let silence: Double

  private(set) var tracker: LevelTracker
  private var watch: SilenceWatch
  private var line = LiveLine()
  private var lastDrawn = 0.0
  private let keyboard = Keyboard()

  /// Seconds without anybody speaking after which a recording that waits for silence ends.
  static let patience = 60.0
  /// Seconds of audio that are looked at together.
  static let pieceDuration = 0.05

  init(microphone: Microphone, writer: AudioWriter, seconds: Double?, silence: Double) {
    self.microphone = microphone
    self.writer = writer
    self.seconds = seconds
    self.silence = silence
    tracker = LevelTracker(sampleRate: microphone.sampleRate)
    watch = SilenceWatch(sampleRate: microphone.sampleRate)
  }

  /// Records.
  ///
  /// - Returns: Why it ended; the writer has what was heard and is still open.
  /// - Throws: Where the file cannot be written on.
  mutating func run() throws -> End {
    defer {
      microphone.stop()
      line.clear()
    }
    // An Enter that answered something else is not meant for the recording.
    keyboard.forget()
    do throws(DeviceError) { try microphone.start() } catch { return .failure(error) }
    let pieceLength = max(1, Int(Double(microphone.sampleRate) * Self.pieceDuration))
    while true {
      let samples: [Float]
      do throws(DeviceError) {
        guard let read = try microphone.read(timeout: 0.1) else { return .user }
        samples = read
      } catch {
        return .failure(error)
      }
      if let end = userEnd() { return end }
      for start in stride(from: 0, to: samples.count, by: pieceLength) {
        let end = try take(Array(samples[start..<min(start + pieceLength, samples.count)]))
        if let end = end ?? userEnd() { return end }
      }
    }
  }

  /// Writes a piece, or as much of it as is wanted.
  private mutating func take(_ piece: [Float]) throws -> End? {
    var piece = piece
    if let seconds {
      let left = Int((seconds * Double(microphone.sampleRate)).rounded()) - writer.sampleCount
      piece = Array(piece.prefix(max(left, 0)))
    }
    try writer.write(piece)
    tracker.update(piece)
    watch.push(piece)
    draw()
    if let seconds { return writer.duration >= seconds ? .duration : nil }
    switch watch.state {
    case .silent(let quiet) where quiet >= silence: return .silence
    case .waiting where writer.duration >= Self.patience: return .nobodySpoke
    default: return nil
    }
  }

  private func userEnd() -> End? {
    Interruption.isRequested || keyboard.takeEnter() ? .user : nil
  }

  private mutating func draw() {
    let now = ProcessInfo.processInfo.systemUptime
    guard now - lastDrawn >= Self.pieceDuration else { return }
    lastDrawn = now
    let (tracker, elapsed, state, width) = (tracker, writer.duration, watch.state, line.width)
    line.show { terminal in
      Self.text(elapsed: elapsed, level: tracker, state: state, width: width, on: terminal)
    }
  }

  /// `0:07  ████████▌      │        CLIP  -18.2 dBFS  speech`, as much of it as has room.
  static func text(
    elapsed: Double, level: LevelTracker, state: SilenceWatch.State, width: Int, on terminal: Terminal
  ) -> String {
    let clock = NumberFormat.clock(seconds: elapsed.rounded(.down))
    let decibels = level.level.isFinite ? "\(NumberFormat.fixed(level.level, decimals: 1)) dBFS" : "silence"
    let words =
      switch state {
      case .waiting: "no speech yet"
      case .speaking: "speech"
      case .silent(let seconds): "silent \(NumberFormat.fixed(seconds, decimals: 1)) s"
      }
    // As wide as they get, so that nothing jumps.
    let column = decibels.padded(11)
    for tail in ["  \(column)  \(words.padded(13))", "  \(column)", ""] {
      let room = width - clock.displayWidth - 2 - LevelMeter.markWidth - tail.displayWidth
      guard room >= 8 else { continue }
      let meter = LevelMeter(width: min(room, 40))
      let bar = meter.drawn(level: level.level, peak: level.peak, isClipped: level.isClipped, on: terminal)
      return "\(clock)  \(bar)\(tail)"
    }
    return clock.truncated(toWidth: width)
  }
}

extension String {
  /// With spaces in front up to a width.
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(width - displayWidth, 0))
  }
}
