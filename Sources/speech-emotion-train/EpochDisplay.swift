import EmotionTraining
import Foundation
import TerminalInterface

/// Shows a training as it goes: a bar on a terminal, and a line for each finished epoch.
final class EpochDisplay {
  private let epochs: Int
  private let prefix: String
  private var line: ProgressLine?
  private var epoch = 0

  /// - Parameters:
  ///   - epochs: Epochs of the whole run.
  ///   - prefix: What stands before each line, such as the fold.
  init(epochs: Int, prefix: String = "") {
    self.epochs = epochs
    self.prefix = prefix
  }

  func show(_ event: TrainingEvent) {
    let now = ProcessInfo.processInfo.systemUptime
    switch event {
    case .step(let progress):
      if epoch != progress.epoch {
        epoch = progress.epoch
        line = ProgressLine(
          activity: "\(prefix)epoch \(epoch)/\(progress.epochs)", total: progress.steps, unit: "steps",
          terminal: .standardError, at: now, done: progress.step - 1)
      }
      let detail = TrainingText.detail(progress)
      if let text = line?.update(done: progress.step, detail: detail, at: now) { Output.writeError(text) }
    case .epoch(let record, let isBest):
      Output.writeError(line?.clear() ?? "")
      Diagnostics.note(prefix + TrainingText.line(record, of: epochs, isBest: isBest))
    }
  }
}
