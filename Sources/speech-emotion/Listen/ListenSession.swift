import Foundation
import SpeechEmotion
import TerminalInterface

/// Carries samples from a source to a detector and its events to a writer.
struct ListenSession {
  let detector: EmotionDetector
  let speaker: SpeakerProfile?
  let settings: LiveSettings

  /// Listens until the source ends or somebody interrupts.
  ///
  /// - Parameters:
  ///   - source: Where samples come from.
  ///   - writer: What events look like.
  /// - Returns: How long answers took.
  /// - Throws: What the source and the detector throw; the display is ended before.
  func run(_ source: any ListeningSource, writer: any ListenWriter) throws -> ListenStatistics {
    var source = source
    var writer = writer
    var output = Output.standard
    var live: LiveDetector?
    var statistics = ListenStatistics()
    defer {
      source.stop()
      try? writer.end(&output)
      if source.lostSeconds > 0 {
        Diagnostics.warning(
          "About \(NumberFormat.fixed(source.lostSeconds, decimals: 1)) s of sound were lost: the computer was too busy to fetch them."
        )
      }
    }
    while !Interruption.isRequested, let block = try source.next() {
      guard !block.isEmpty else { continue }
      let detector =
        try live
        ?? LiveDetector(
          detector, sampleRate: source.sampleRate, settings: settings, speaker: speaker)
      live = detector
      if source.isLive {
        statistics.arrived(upTo: detector.seconds + Double(block.count) / Double(source.sampleRate))
      }
      for event in try detector.push(block) {
        try writer.write(event, &output)
        statistics.note(event, isLive: source.isLive)
      }
    }
    for event in try live?.finish() ?? [] { try writer.write(event, &output) }
    try output.flush()
    return statistics
  }
}

/// How long answers took.
struct ListenStatistics {
  private var computing: [Double] = []
  private var latencies: [Double] = []
  /// When the first sample was spoken, as far as the blocks that came earliest tell.
  private var origin: ContinuousClock.Instant? {
    [before, recent].compactMap { $0 }.min()
  }
  /// The same of the last minute, and of the one before: a sound card's clock and the computer's drift apart.
  private var recent: ContinuousClock.Instant?
  private var before: ContinuousClock.Instant?
  private var minute = 0
  private var windowCount = 0

  /// A sample of the last windows is kept, so that a day of listening needs no more memory than an hour.
  private static let kept = 20_000

  /// A block came, with which there is audio up to that many seconds.
  mutating func arrived(upTo seconds: Double) {
    let start = ContinuousClock.now - .seconds(seconds)
    if Int(seconds / 60) != minute {
      minute = Int(seconds / 60)
      before = recent
      recent = nil
    }
    recent = recent.map { min($0, start) } ?? start
  }

  /// A window's event was written.
  mutating func note(_ event: EmotionEvent, isLive: Bool) {
    guard case .window(let window) = event else { return }
    let place = windowCount % Self.kept
    windowCount += 1
    let latency = isLive ? origin.map { (ContinuousClock.now - $0).seconds - window.end } : nil
    if computing.count < Self.kept {
      computing.append(window.computingSeconds)
      if let latency { latencies.append(latency) }
    } else {
      computing[place] = window.computingSeconds
      if let latency { latencies[place] = latency }
    }
  }

  /// Medians, 99th percentiles and maxima, in milliseconds.
  var text: String {
    guard windowCount > 0 else { return "No window was heard." }
    var lines = ["\(NumberFormat.count(windowCount, "window")), computing \(Self.summary(computing))"]
    if !latencies.isEmpty { lines.append("from the end of a window to its event \(Self.summary(latencies))") }
    return lines.joined(separator: "; ") + "."
  }

  private static func summary(_ seconds: [Double]) -> String {
    let sorted = seconds.sorted()
    let quantile = { (share: Double) in
      NumberFormat.fixed(1000 * sorted[Int(share * Double(sorted.count - 1))], decimals: 1)
    }
    return
      "\(quantile(0.5)) ms in the median, \(quantile(0.99)) ms at the 99th percentile, \(quantile(1)) ms at most"
  }
}
