import EmotionTraining
import Foundation
import TerminalInterface

/// Shows a training as it goes: a bar on a terminal, and a line for each finished epoch.
final class EpochDisplay {
  private let epochs: Int
  private let prefix: String
  private var line: ProgressLine?
  private var epoch = 0
  private var warned: Set<String> = []

  /// - Parameters:
  ///   - epochs: Epochs of the whole run.
  ///   - prefix: What stands before each line, such as the fold.
  init(epochs: Int, prefix: String = "") {
    self.epochs = epochs
    self.prefix = prefix
  }

  /// Young networks say one class of everything, so the first fifth of the epochs does not count. Said once for each
  /// class, and again of the last epoch.
  private func warnOfCollapse(_ record: EpochRecord) {
    guard let favourite = record.validationFavourite, favourite.isCollapse, 5 * record.epoch > epochs else {
      return
    }
    guard warned.insert(favourite.label).inserted || record.epoch == epochs else { return }
    Diagnostics.warning(
      "\(prefix)\(favourite.label) is said of \(NumberFormat.percent(favourite.predictedShare)) of the inner validation "
        + "clips, but is true of \(NumberFormat.percent(favourite.trueShare)): predictions crowd into one class. More epochs, "
        + "\"class_weights\": \"balanced_by_corpus\" or a lower learning rate help most often.")
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
      warnOfCollapse(record)
    }
  }
}
