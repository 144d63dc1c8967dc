import Foundation
import TerminalInterface

/// A progress line that several threads may tell.
final class SharedProgress: @unchecked Sendable {
  private let lock = NSLock()
  private var reporter: ProgressReporter

  init(activity: String, total: Int, unit: String) {
    reporter = ProgressReporter(activity: activity, total: total, unit: unit)
  }

  func update(_ done: Int) { lock.withLock { reporter.update(done) } }

  func finish() { lock.withLock { reporter.finish() } }
}
