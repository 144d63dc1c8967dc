/// How far a long job is, as one line that keeps still on a terminal and as a line every few seconds elsewhere.
///
/// It keeps no clock and writes nothing: each call is told the time and returns what to write, so that a test
/// can play a job through. On a terminal the line is drawn at most ten times a second:
/// `reading ███████░░░░░░ 512 of 1,440  88.2 files/s  0:10 left`.
public struct ProgressLine: Sendable {
  /// What is being done, such as `reading`.
  public var activity: String
  /// What is counted, in the plural, such as `files`.
  public var unit: String
  /// How many there are.
  public let total: Int

  private let terminal: Terminal
  private let start: Double
  private let firstCount: Int
  private var lastDrawn: Double
  private var isShown = false
  private var hasReported = false

  /// Seconds between two drawings on a terminal.
  static let redrawInterval = 0.1
  /// Seconds between two lines elsewhere.
  static let reportInterval = 5.0

  /// Begins a job.
  ///
  /// - Parameters:
  ///   - activity: What is being done.
  ///   - total: How many there are to do; positive.
  ///   - unit: What is counted, in the plural.
  ///   - terminal: Where the line will be shown, usually standard error.
  ///   - time: Seconds on any steady clock.
  ///   - done: How many were done before, as of a job that goes on; they do not count for the rate.
  public init(activity: String, total: Int, unit: String, terminal: Terminal, at time: Double, done: Int = 0)
  {
    self.activity = activity
    self.unit = unit
    self.total = max(total, 1)
    self.terminal = terminal
    self.start = time
    self.firstCount = done
    self.lastDrawn = time
  }

  /// Tells how many are done.
  ///
  /// - Parameters:
  ///   - done: How many are done, of `total`.
  ///   - detail: What else to say, such as a loss; the first thing to go on a narrow terminal.
  ///   - time: Seconds on the same clock.
  /// - Returns: What to write, or nil where it is too early to draw again.
  public mutating func update(done: Int, detail: String = "", at time: Double) -> String? {
    guard terminal.canRewriteLines else {
      guard time - lastDrawn >= Self.reportInterval, done < total else { return nil }
      lastDrawn = time
      hasReported = true
      return plainLine(done: done, detail: detail, at: time) + "\n"
    }
    guard time - lastDrawn >= Self.redrawInterval else { return nil }
    lastDrawn = time
    isShown = true
    return "\r" + drawnLine(done: done, detail: detail, at: time) + "\u{1B}[K"
  }

  /// What wipes the line off the terminal, so that other text can be written; empty where nothing is shown.
  public mutating func clear() -> String {
    guard isShown else { return "" }
    isShown = false
    return "\r\u{1B}[K"
  }

  /// Ends the job.
  ///
  /// - Parameters:
  ///   - done: How many were done.
  ///   - time: Seconds on the same clock.
  /// - Returns: What to write: wipes the line off a terminal; elsewhere, a closing line if there was one before.
  public mutating func finish(done: Int, at time: Double) -> String {
    guard hasReported else { return clear() }
    hasReported = false
    return plainLine(done: done, detail: "", at: time) + "\n"
  }

  private func plainLine(done: Int, detail: String, at time: Double) -> String {
    var parts = ["\(activity) \(NumberFormat.grouped(done)) of \(NumberFormat.grouped(total)) \(unit)"]
    parts += pace(done: done, at: time)
    if !detail.isEmpty { parts.append(detail) }
    return parts.joined(separator: ", ")
  }

  private func drawnLine(done: Int, detail: String, at time: Double) -> String {
    // The last column stays empty: some terminals wrap when it is written.
    let width = terminal.layoutWidth - 1
    let count = "\(NumberFormat.grouped(done)) of \(NumberFormat.grouped(total))"
    var parts = pace(done: done, at: time)
    if !detail.isEmpty { parts.append(detail) }
    while true {
      let tail = ([count] + parts).joined(separator: "  ")
      let room = width - activity.displayWidth - tail.displayWidth - 2
      if room >= 8 {
        let bar = Bar(width: min(room, 30), hasTrack: true)
        let fraction = Double(done) / Double(total)
        return "\(activity) \(bar.drawn(fraction, on: terminal, style: .blue)) \(tail)"
      }
      guard parts.popLast() != nil else {
        let ellipsis = terminal.hasUnicode ? "…" : "..."
        return "\(activity) \(count)".truncated(toWidth: width, ellipsis: ellipsis)
      }
    }
  }

  /// Rate and time left, once there is something to measure.
  private func pace(done: Int, at time: Double) -> [String] {
    let elapsed = time - start
    let gained = done - firstCount
    guard elapsed > 0, gained > 0 else { return [] }
    let rate = Double(gained) / elapsed
    let shownRate = NumberFormat.fixed(rate, decimals: rate < 99.95 ? 1 : 0)
    let left = NumberFormat.clock(seconds: Double(total - done) / rate)
    return done < total ? ["\(shownRate) \(unit)/s", "\(left) left"] : ["\(shownRate) \(unit)/s"]
  }
}
