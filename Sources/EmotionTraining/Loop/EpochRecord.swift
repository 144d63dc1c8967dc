/// What one epoch came to; one row of a run's history.
public struct EpochRecord: Codable, Sendable, Hashable {
  /// Counted from 1.
  public var epoch: Int
  /// Mean loss over the epoch's training clips.
  public var trainingLoss: Double
  /// Share of training clips, augmented as they were, whose class was right.
  public var trainingAccuracy: Double
  /// Mean cross entropy over the inner validation clips; nil where there are none.
  public var validationLoss: Double?
  /// Share of inner validation clips whose class was right.
  public var validationAccuracy: Double?
  /// Mean recall over the classes that the inner validation clips have.
  public var validationRecall: Double?
  /// Mean recall of each corpus among the inner validation clips.
  public var validationRecallByCorpus: [String: Double]
  /// The class that was said most of the inner validation clips, with the share of them that was given it and the share
  /// that belongs to it; nil where there are none.
  public var validationFavourite: Favourite?
  /// Learning rate of the epoch's last step.
  public var learningRate: Double
  /// Wall time of the epoch, validation included, in seconds.
  public var seconds: Double

  /// A class that predictions may crowd into.
  public struct Favourite: Codable, Sendable, Hashable {
    /// The class.
    public var label: String
    /// Share of the clips that were given it, 0...1.
    public var predictedShare: Double
    /// Share of the clips that belong to it, 0...1.
    public var trueShare: Double

    /// Whether predictions crowd into this class: it is said of at least a third of the clips, and at least three times
    /// as often as it is true.
    public var isCollapse: Bool { predictedShare >= 1 / 3.0 && predictedShare >= 3 * trueShare }

    private enum CodingKeys: String, CodingKey {
      case label
      case predictedShare = "predicted_share"
      case trueShare = "true_share"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case epoch, seconds
    case validationFavourite = "validation_favourite"
    case trainingLoss = "training_loss"
    case trainingAccuracy = "training_accuracy"
    case validationLoss = "validation_loss"
    case validationAccuracy = "validation_accuracy"
    case validationRecall = "validation_recall"
    case validationRecallByCorpus = "validation_recall_by_corpus"
    case learningRate = "learning_rate"
  }
}

/// How far a run has come, for whoever shows it.
public struct TrainingProgress: Sendable {
  /// Current epoch, counted from 1.
  public var epoch: Int
  /// Epochs of the whole run.
  public var epochs: Int
  /// Steps done in this epoch.
  public var step: Int
  /// Steps of this epoch.
  public var steps: Int
  /// Clips seen in this epoch.
  public var clips: Int
  /// Mean loss of this epoch so far.
  public var loss: Double
  /// Share of training clips right in this epoch so far.
  public var accuracy: Double
  /// Clips per second since this process began the epoch.
  public var clipsPerSecond: Double
  /// Seconds left of the whole run at that rate; nil before the first step.
  public var secondsLeft: Double?
  /// Share of the time spent waiting for batches, 0...1.
  public var waitingShare: Double
}

/// What a run tells while it goes on.
public enum TrainingEvent: Sendable {
  /// A step was taken.
  case step(TrainingProgress)
  /// An epoch ended; `isBest` where its weights are the ones kept so far.
  case epoch(EpochRecord, isBest: Bool)
}
