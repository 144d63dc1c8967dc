/// All scores of a cross-validation in one reading of the network's classes.
///
/// Shares are within 0...1. An *answer* is one run's word on one clip; a clip has as many as there are seeds.
public struct ReadingSummary: Codable, Sendable, Hashable {
  /// Scores of one run.
  public struct Run: Codable, Sendable, Hashable {
    /// What the fold is called.
    public var fold: String
    /// What decided the run's random choices.
    public var seed: UInt64
    /// Test clips that the reading has a class for.
    public var clips: Int
    /// Share of them given their own class (WA).
    public var accuracy: Double
    /// Mean recall over the classes that occur (UA).
    public var unweightedAverageRecall: Double
    /// Mean F1 over all classes, absent ones counting 0.
    public var macroF1: Double

    enum CodingKeys: String, CodingKey {
      case fold, seed, clips, accuracy
      case unweightedAverageRecall = "unweighted_average_recall"
      case macroF1 = "macro_f1"
    }
  }

  /// Means over the folds of one seed.
  public struct Seed: Codable, Sendable, Hashable {
    /// The seed.
    public var seed: UInt64
    /// Its finished folds.
    public var folds: Int
    /// Mean accuracy over them.
    public var accuracy: Double
    /// Mean over them of the mean recall.
    public var unweightedAverageRecall: Double
    /// Mean over them of the macro F1.
    public var macroF1: Double

    enum CodingKeys: String, CodingKey {
      case seed, folds, accuracy
      case unweightedAverageRecall = "unweighted_average_recall"
      case macroF1 = "macro_f1"
    }
  }

  /// Scores of a speaker, a gender or a corpus, over all runs together.
  public struct Group: Codable, Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Different clips.
    public var clips: Int
    /// Answers; of several seeds more than clips.
    public var answers: Int
    /// Different speakers.
    public var speakers: Int
    /// Folds that tested it, in the order of the runs.
    public var folds: [String]
    /// Share of answers that are right.
    public var accuracy: Double
    /// Mean recall over the classes that occur in it.
    public var unweightedAverageRecall: Double

    enum CodingKeys: String, CodingKey {
      case name, clips, answers, speakers, folds, accuracy
      case unweightedAverageRecall = "unweighted_average_recall"
    }
  }

  /// Whether confidence means what it says, in 15 bins.
  public struct Calibration: Codable, Sendable, Hashable {
    /// At temperature 1.
    public var before: Reliability
    /// At each run's temperature.
    public var after: Reliability
    /// Expected calibration error at temperature 1.
    public var errorBefore: Double
    /// Expected calibration error at each run's temperature.
    public var errorAfter: Double

    enum CodingKeys: String, CodingKey {
      case before, after
      case errorBefore = "expected_calibration_error_before"
      case errorAfter = "expected_calibration_error_after"
    }
  }

  /// The label scheme, such as `ravdess8`.
  public var name: String
  /// Its classes.
  public var labels: [String]
  /// Answers left out because no class of the reading is the clip's own.
  public var leftOutAnswers: Int
  /// Answers with a logit that is not a finite number; they count as the first class, without confidence.
  public var answersWithoutNumbers: Int
  /// Scores of each run, in the order of the record.
  public var runs: [Run]
  /// The runs' means with their sample standard deviations; runs without a clip of the reading do not count.
  public var overRuns: ScoreSpread
  /// Means over the folds for each seed, in the order of the record.
  public var seeds: [Seed]
  /// Spread of those means over the seeds that have all their folds; nil of fewer than two.
  public var overSeeds: ScoreSpread?
  /// Spread over the folds of what the networks of all seeds say together, the mean of their logits: an ensemble. Nil of
  /// fewer than two seeds, or where no fold is finished with all of them.
  public var together: ScoreSpread?
  /// Answers of all runs; rows are the truth, columns what was said.
  public var confusion: ConfusionMatrix
  /// Precision, recall and F1 of each class over all runs; shape `[labels]`.
  public var perClass: [ClassScores]
  /// Scores of each speaker, by name.
  public var perSpeaker: [Group]
  /// Scores of each gender, by name.
  public var perGender: [Group]
  /// Scores of each corpus, by name.
  public var perCorpus: [Group]
  /// Mean recall over all answers with its interval over speakers; nil without answers.
  public var recallInterval: GroupBootstrap?
  /// Accuracy over all answers with its interval over speakers; nil without answers.
  public var accuracyInterval: GroupBootstrap?
  /// Whether confidence means what it says.
  public var calibration: Calibration
  /// What leaving unsure clips without an answer gains, at each run's temperature.
  public var coverage: CoverageCurve

  /// Precision, recall and F1 of every class with their averages, over all runs.
  public var classificationReport: ClassificationReport { ClassificationReport(confusion) }

  /// What guessing gains in mean recall: one by the number of classes that occur; 0 without answers.
  public var chance: Double {
    let classes = confusion.support.count { $0 > 0 }
    return classes == 0 ? 0 : 1 / Double(classes)
  }

  enum CodingKeys: String, CodingKey {
    case name, labels, runs, seeds, together, confusion, calibration, coverage
    case leftOutAnswers = "left_out_answers"
    case answersWithoutNumbers = "answers_without_numbers"
    case overRuns = "over_runs"
    case overSeeds = "over_seeds"
    case perClass = "per_class"
    case perSpeaker = "per_speaker"
    case perGender = "per_gender"
    case perCorpus = "per_corpus"
    case recallInterval = "unweighted_average_recall_interval"
    case accuracyInterval = "accuracy_interval"
  }
}
