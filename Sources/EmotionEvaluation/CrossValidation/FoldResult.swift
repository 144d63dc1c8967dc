/// What one run of a cross-validation leaves: how its clips were divided, how training went, and what the network
/// said of each test clip. Everything a report shows is computed from these.
public struct FoldResult: Codable, Sendable, Hashable {
  /// What is said of the division before any score: see `LeakAudit`.
  public struct Audit: Codable, Sendable, Hashable {
    /// Whether scores hold for speakers never heard: every speaker is known, and no speaker, no recording and no
    /// weights from an earlier fold are on both sides.
    public var isSpeakerIndependent: Bool
    /// What was found, in sentences, the verdict first.
    public var findings: [String]
    /// Speakers on both sides.
    public var sharedSpeakers: [String]
    /// Recordings on both sides, copies under another name included; nil where nobody looked.
    public var sharedRecordings: Int?
    /// Sentences spoken on both sides.
    public var sharedSentences: Int
    /// Sentences of the test clips.
    public var testSentences: Int

    /// Wraps findings.
    public init(
      isSpeakerIndependent: Bool, findings: [String], sharedSpeakers: [String], sharedRecordings: Int?,
      sharedSentences: Int, testSentences: Int
    ) {
      self.isSpeakerIndependent = isSpeakerIndependent
      self.findings = findings
      self.sharedSpeakers = sharedSpeakers
      self.sharedRecordings = sharedRecordings
      self.sharedSentences = sharedSentences
      self.testSentences = testSentences
    }

    enum CodingKeys: String, CodingKey {
      case findings
      case isSpeakerIndependent = "speaker_independent"
      case sharedSpeakers = "shared_speakers"
      case sharedRecordings = "shared_recordings"
      case sharedSentences = "shared_sentences"
      case testSentences = "test_sentences"
    }
  }

  /// One epoch of training.
  public struct Epoch: Codable, Sendable, Hashable {
    /// Counted from 1.
    public var epoch: Int
    /// Mean loss over the epoch's training clips, in nats.
    public var trainingLoss: Double
    /// Share of training clips, augmented as they were, whose class was right.
    public var trainingAccuracy: Double
    /// Mean cross entropy over the inner validation clips, in nats; nil where there are none.
    public var validationLoss: Double?
    /// Mean recall over the inner validation clips, each corpus counting the same; nil where there are none.
    public var validationRecall: Double?
    /// Learning rate of the epoch's last step.
    public var learningRate: Double
    /// Wall time, in seconds.
    public var seconds: Double

    /// Wraps figures.
    public init(
      epoch: Int, trainingLoss: Double, trainingAccuracy: Double, validationLoss: Double?,
      validationRecall: Double?, learningRate: Double, seconds: Double
    ) {
      self.epoch = epoch
      self.trainingLoss = trainingLoss
      self.trainingAccuracy = trainingAccuracy
      self.validationLoss = validationLoss
      self.validationRecall = validationRecall
      self.learningRate = learningRate
      self.seconds = seconds
    }

    enum CodingKeys: String, CodingKey {
      case epoch, seconds
      case trainingLoss = "training_loss"
      case trainingAccuracy = "training_accuracy"
      case validationLoss = "validation_loss"
      case validationRecall = "validation_recall"
      case learningRate = "learning_rate"
    }
  }

  /// What the network said of one test clip.
  public struct Clip: Codable, Sendable, Hashable {
    /// The clip's name, unique over the corpora, such as `ravdess/03-01-05-01-01-01-07`.
    public var id: String
    /// Its corpus.
    public var corpus: String
    /// Who speaks, by qualified name such as `ravdess/07`.
    public var speaker: String
    /// `male`, `female` or `unknown`.
    public var gender: String
    /// Index of its class within the labels.
    public var truth: Int
    /// What enters the softmax; shape `[labels]`.
    public var logits: [Float]

    /// Wraps an answer.
    public init(id: String, corpus: String, speaker: String, gender: String, truth: Int, logits: [Float]) {
      self.id = id
      self.corpus = corpus
      self.speaker = speaker
      self.gender = gender
      self.truth = truth
      self.logits = logits
    }
  }

  /// What the fold is called, such as `f1`.
  public var fold: String
  /// What decided the run's random choices.
  public var seed: UInt64
  /// What leaks from training into test.
  public var audit: Audit
  /// Clips that gradients came from.
  public var trainingClips: Int
  /// Clips that chose the epoch and the temperature.
  public var validationClips: Int
  /// Who chose the epoch, by qualified name; empty where clips of training speakers did, or nobody.
  public var validationSpeakers: [String]
  /// Who was tested, by qualified name.
  public var testSpeakers: [String]
  /// Classes in the order of the logits.
  public var labels: [String]
  /// One record an epoch.
  public var history: [Epoch]
  /// The epoch whose weights were tested, counted from 1.
  public var keptEpoch: Int
  /// What logits are divided by so that confidence means what it says; fitted on the validation clips.
  public var temperature: Double
  /// What the probability of each of ``labels`` counts with in the model's answers; nil: all the same.
  public var outputWeights: [Double]?
  /// Wall time of training and test, in seconds.
  public var seconds: Double
  /// The test clips, each read once.
  public var clips: [Clip]
  /// Test clips that could not be used.
  public var unusableClips: Int

  /// Wraps a run.
  public init(
    fold: String, seed: UInt64, audit: Audit, trainingClips: Int, validationClips: Int,
    validationSpeakers: [String], testSpeakers: [String], labels: [String], history: [Epoch], keptEpoch: Int,
    temperature: Double, outputWeights: [Double]? = nil, seconds: Double, clips: [Clip], unusableClips: Int
  ) {
    self.fold = fold
    self.seed = seed
    self.audit = audit
    self.trainingClips = trainingClips
    self.validationClips = validationClips
    self.validationSpeakers = validationSpeakers
    self.testSpeakers = testSpeakers
    self.labels = labels
    self.history = history
    self.keptEpoch = keptEpoch
    self.temperature = temperature
    self.outputWeights = outputWeights
    self.seconds = seconds
    self.clips = clips
    self.unusableClips = unusableClips
  }

  enum CodingKeys: String, CodingKey {
    case fold, seed, audit, labels, history, temperature, seconds, clips
    case trainingClips = "training_clips"
    case validationClips = "validation_clips"
    case validationSpeakers = "validation_speakers"
    case testSpeakers = "test_speakers"
    case keptEpoch = "kept_epoch"
    case outputWeights = "output_weights"
    case unusableClips = "unusable_clips"
  }
}
