import EmotionTraining
import Foundation
import SpeechEmotion
import TerminalInterface

/// What a run says of itself.
enum TrainingText {
  /// Figures behind the progress bar.
  static func detail(_ progress: TrainingProgress) -> String {
    var parts = [
      "loss \(NumberFormat.fixed(progress.loss, decimals: 3))",
      "accuracy \(NumberFormat.percent(progress.accuracy))",
      "\(NumberFormat.fixed(progress.clipsPerSecond, decimals: 0)) clips/s",
    ]
    if let left = progress.secondsLeft { parts.append("\(NumberFormat.duration(seconds: left)) left in all") }
    return parts.joined(separator: "  ")
  }

  /// One line for a finished epoch.
  static func line(_ record: EpochRecord, of epochs: Int, isBest: Bool) -> String {
    var parts = [
      "epoch \(record.epoch)/\(epochs)",
      "loss \(NumberFormat.fixed(record.trainingLoss, decimals: 3))",
      "training accuracy \(NumberFormat.percent(record.trainingAccuracy))",
    ]
    if let accuracy = record.validationAccuracy, let recall = record.validationRecall {
      parts.append("validation accuracy \(NumberFormat.percent(accuracy))")
      parts.append("mean recall \(NumberFormat.percent(recall))")
      let corpora = record.validationRecallByCorpus.sorted { $0.key < $1.key }
      if corpora.count > 1 {
        parts.append(
          "(" + corpora.map { "\($0.key) \(NumberFormat.percent($0.value))" }.joined(separator: ", ") + ")")
      }
    }
    parts.append(NumberFormat.duration(seconds: record.seconds))
    if isBest { parts.append("best so far") }
    return parts.joined(separator: "  ")
  }

  /// The history as comma-separated values.
  static func history(_ records: [EpochRecord]) -> Data {
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    var lines = [
      "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,validation_recall,learning_rate,seconds"
    ]
    for record in records {
      lines.append(
        [
          "\(record.epoch)", text(record.trainingLoss), text(record.trainingAccuracy),
          text(record.validationLoss),
          text(record.validationAccuracy), text(record.validationRecall), text(record.learningRate),
          text(record.seconds),
        ].joined(separator: ","))
    }
    return Data((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The scores that a model carries.
  static func scores(_ manifest: ModelManifest) -> [String] {
    KeyValueBlock(
      manifest.scores.sorted { $0.key < $1.key }.map { ($0.key, NumberFormat.fixed($0.value, decimals: 4)) }
    ).lines(for: .standardOutput)
  }
}
