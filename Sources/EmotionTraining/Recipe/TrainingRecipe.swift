public import SpeechEmotion
public import SpeechFeatures

/// Everything that decides what a training run produces, apart from the data and the seed.
///
/// A recipe is data: it is read from JSON, travels in the checkpoint and in the finished model, and two runs of
/// the same recipe over the same clips with the same seed on the same machine give the same weights.
public struct TrainingRecipe: Codable, Sendable, Hashable {
  /// Short name, as the command line takes it.
  public var name: String

  /// One sentence for people: what it is, and what to expect.
  public var summary: String

  /// Name of the label scheme the classes come from, for instance `seed`.
  public var scheme: String

  /// Name of the label scheme that the finished model answers in, where it is coarser than what the network learns:
  /// probabilities of classes that mean the same are summed. `nil`: ``scheme``.
  public var answers: String?

  /// How likely the answers are before anything is heard, where ``answers`` names them; `nil`: as learnt.
  public var answerPriors: AnswerPriors?

  /// How a waveform becomes a matrix.
  public var features: FeatureRecipe

  /// The network. The last dense layer's units are replaced by the number of labels.
  public var network: NetworkSpec

  /// How many networks are trained, one after the other and each from its own random start, to answer together; `nil`: one.
  public var members: Int?

  /// What turns gradients into steps.
  public var optimizer: OptimizerSpec

  /// How the learning rate moves.
  public var schedule: LearningRateSchedule

  /// How many times each training clip is seen.
  public var epochs: Int

  /// Clips per step.
  public var batchSize: Int

  /// Number format of the heavy arithmetic.
  public var precision: Precision

  /// Random processing of the voices, redrawn for every clip in every epoch.
  public var augmentation: [Augmentation]

  /// How two clips are mixed into one, classes and all (Zhang et al. 2018); `nil`: never.
  public var mixup: Mixup?

  /// How often, 0...1, a clip is normalised by what its speaker sounds like (the mean over their neutral clips, or over
  /// all where there are fewer than three) instead of by itself, so that the model serves enrolled voices as well; `nil`: never.
  public var speakerNormalisation: Double?

  /// How much of what a clip should be taken for its teachers say, and not its label, 0...1, where a run has teachers;
  /// `nil`: one half.
  public var teacherShare: Double?

  /// Probability mass spread evenly over the classes, 0..<1 (Szegedy et al. 2016).
  public var labelSmoothing: Double

  /// Whether rare classes weigh more in the loss.
  public var classWeights: ClassWeights

  /// Weight of each corpus in the loss, by corpus name; 1 where absent.
  public var corpusWeights: [String: Double]

  /// Share of each corpus's clips that one epoch sees, drawn anew each epoch, 0...1; all of them where absent. For
  /// corpora with many clips of few voices.
  public var corpusShares: [String: Double]?

  /// Longest part of a clip that one step sees, in seconds; a random part of longer clips. `nil`: all of it.
  public var maximumSeconds: Double?

  /// Largest norm of the gradient over all parameters; larger ones are scaled down. `nil`: never.
  public var gradientClip: Double?

  /// L1 penalty on the weights of every dense layer but the last.
  public var denseL1: Double

  /// Decay of the exponential moving average of the weights, which is then what is validated and shipped. `nil`:
  /// the last weights themselves.
  public var averageDecay: Double?

  /// Share of the training speakers, per corpus, set apart to choose the epoch; 0..<1.
  public var validationFraction: Double

  /// Which epoch's weights are kept.
  public var selection: Selection

  /// Whether, over stratified folds, each fold goes on from the weights of the one before, as the original of a recipe
  /// did; its scores are then those of clips that were trained on. `nil`: no.
  public var carriesWeights: Bool?

  /// How clips are mixed.
  public struct Mixup: Codable, Sendable, Hashable {
    /// Share of the clips that another one is mixed into, 0...1.
    public var probability: Double
    /// Both parameters of the beta distribution that the shares of the two are drawn from: 0.05 to 1, or a whole number
    /// up to 100.
    public var alpha: Double

    var isAlphaUsable: Bool {
      (0.05...1).contains(alpha) || ((1...100).contains(alpha) && alpha == alpha.rounded())
    }
  }

  /// How many networks answer together.
  public var memberCount: Int { members ?? 1 }

  /// Number format of convolutions, matrix products and recurrences.
  public enum Precision: String, Codable, Sendable {
    /// 32-bit floating point throughout.
    case fp32
    /// bfloat16 where libtorch's autocast allows it; parameters and sums stay in 32 bits.
    case bf16
  }

  /// How classes weigh in the loss.
  public enum ClassWeights: String, Codable, Sendable {
    /// Every clip counts the same.
    case none
    /// Each class counts `clips / (classes * clips of the class)`, as scikit-learn's "balanced".
    case balanced
    /// The same within each corpus, so that a class that one corpus alone has does not outweigh the others.
    case balancedByCorpus = "balanced_by_corpus"
  }

  /// How likely answers are before anything is heard.
  public enum AnswerPriors: String, Codable, Sendable {
    /// Probabilities of classes that mean the same answer are summed: what two classes mean is twice as likely.
    case learnt
    /// The sums are weighted by the inverse of how much of the training each answer was, at most twofold either way, so
    /// that every answer is about as likely as every other (Menon et al., "Long-tail learning via logit adjustment", 2021).
    case equal
  }

  /// Which epoch's weights a run keeps.
  public enum Selection: String, Codable, Sendable {
    /// The epoch with the highest mean recall on the inner validation speakers.
    case bestValidation = "best_validation"
    /// The last epoch.
    case last
  }
}

extension TrainingRecipe {
  /// Keys of the JSON form.
  public enum CodingKeys: String, CodingKey {
    case name, summary, scheme, answers, features, network, members, optimizer, schedule, epochs, precision,
      augmentation, mixup, selection
    case answerPriors = "answer_priors"
    case batchSize = "batch_size"
    case labelSmoothing = "label_smoothing"
    case speakerNormalisation = "speaker_normalisation"
    case teacherShare = "teacher_share"
    case carriesWeights = "carries_weights"
    case classWeights = "class_weights"
    case corpusWeights = "corpus_weights"
    case corpusShares = "corpus_shares"
    case maximumSeconds = "maximum_seconds"
    case gradientClip = "gradient_clip"
    case denseL1 = "dense_l1"
    case averageDecay = "average_decay"
    case validationFraction = "validation_fraction"
  }
}
