import Foundation

/// Shows a ``ProgressLine`` on standard error.
public struct ProgressReporter {
  private var line: ProgressLine
  private var done = 0
  private let isSilent: Bool

  /// Begins a job now.
  ///
  /// - Parameters:
  ///   - activity: What is being done, such as `reading`.
  ///   - total: How many there are to do.
  ///   - unit: What is counted, in the plural.
  ///   - isSilent: Whether to show nothing at all.
  public init(activity: String, total: Int, unit: String, isSilent: Bool = false) {
    self.isSilent = isSilent
    self.line = ProgressLine(
      activity: activity, total: total, unit: unit, terminal: .standardError, at: Self.now)
  }

  /// Tells how many are done.
  public mutating func update(_ done: Int) {
    self.done = done
    guard !isSilent, let text = line.update(done: done, at: Self.now) else { return }
    Output.writeError(text)
  }

  /// Wipes the line, so that other text can be written.
  public mutating func clear() { Output.writeError(line.clear()) }

  /// Ends the job.
  public mutating func finish() {
    guard !isSilent else { return }
    Output.writeError(line.finish(done: done, at: Self.now))
  }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }
}
