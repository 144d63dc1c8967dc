/// A cross-validation as it was asked for, with the runs that are finished: the JSON beside a report, and all that the
/// report is made of.
public struct CrossValidationRecord: Codable, Sendable, Hashable {
  /// What the reader should call it, such as `conv-lstm on ravdess`.
  public var title: String
  /// Which split it is, in words.
  public var split: String
  /// The corpora with their clips and speakers.
  public var corpora: [Corpus]
  /// The command that made it.
  public var command: String
  /// When it was last added to, as ISO 8601.
  public var updated: String
  /// The training recipe as JSON text.
  public var recipe: String
  /// Processor, cores and libraries.
  public var hardware: String
  /// What a reader has to know before the scores: carried weights, fewer epochs than the recipe has, a model that
  /// training started from.
  public var notes: [String]
  /// Names of the folds in order, finished or not.
  public var folds: [String]
  /// Seeds in order.
  public var seeds: [UInt64]
  /// The ways of reading the network's classes, the headline first.
  public var readings: [ClassReading]
  /// What stands for the division as a whole, so that runs of another one are not taken for these; nil where nobody
  /// wrote it down.
  public var division: String?
  /// Finished runs.
  public var results: [FoldResult]

  /// A corpus as it was used.
  public struct Corpus: Codable, Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Clips.
    public var clips: Int
    /// Speakers.
    public var speakers: Int

    /// Wraps counts.
    public init(name: String, clips: Int, speakers: Int) {
      self.name = name
      self.clips = clips
      self.speakers = speakers
    }
  }

  /// Wraps a cross-validation.
  public init(
    title: String, split: String, corpora: [Corpus], command: String, updated: String, recipe: String,
    hardware: String, notes: [String], folds: [String], seeds: [UInt64], readings: [ClassReading],
    division: String? = nil, results: [FoldResult]
  ) {
    self.title = title
    self.split = split
    self.corpora = corpora
    self.command = command
    self.updated = updated
    self.recipe = recipe
    self.hardware = hardware
    self.notes = notes
    self.folds = folds
    self.seeds = seeds
    self.readings = readings
    self.division = division
    self.results = results
  }
}
