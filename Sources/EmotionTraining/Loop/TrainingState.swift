import EmotionCorpora
import Foundation
import SpeechEmotion

/// Where a run stands, apart from its tensors: with them it is the whole checkpoint.
struct TrainingState: Codable, Sendable {
  var formatVersion = 1
  /// Epochs completed.
  var epoch = 0
  /// Steps taken in the current epoch.
  var step = 0
  /// Steps taken in all.
  var totalStep = 0
  /// Sums over the current epoch so far.
  var lossSum = 0.0
  var weightSum = 0.0
  var correct = 0
  var clips = 0
  var epochSeconds = 0.0
  var plateau = PlateauState()
  var history: [EpochRecord] = []
  var bestEpoch: Int?
  var bestScore = -Double.infinity
  /// Fingerprint of recipe, seed, labels and clips: a checkpoint of another run is refused.
  var run: String

  mutating func beginEpoch() {
    (step, lossSum, weightSum, correct, clips, epochSeconds) = (0, 0, 0, 0, 0, 0)
  }

  private enum CodingKeys: String, CodingKey {
    case epoch, step, correct, clips, plateau, history, run
    case formatVersion = "format_version"
    case totalStep = "total_step"
    case lossSum = "loss_sum"
    case weightSum = "weight_sum"
    case epochSeconds = "epoch_seconds"
    case bestEpoch = "best_epoch"
    case bestScore = "best_score"
  }
}
