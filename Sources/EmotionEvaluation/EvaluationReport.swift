public import Foundation

/// Everything `evaluate` has to say about a model on a set of clips; its JSON form is what other programs read.
///
/// Keys: `accuracy`, `unweighted_average_recall`, `macro_f1`, `labels`, `confusion_matrix`, `per_class` (an object
/// by label with `precision`, `recall`, `f1`, `support`), `clips`, `speakers`, `split`, and where they were asked
/// for `per_corpus` and `per_speaker`, objects by name.
public struct EvaluationReport: Sendable, Hashable, Codable {
  /// Scores of a part of the clips: a corpus or a speaker.
  public struct Part: Sendable, Hashable, Codable {
    /// Share of clips given their own class.
    public var accuracy: Double
    /// Mean recall over the classes that occur in this part.
    public var unweightedAverageRecall: Double
    /// Mean F1 over all labels, absent ones counting 0.
    public var macroF1: Double
    /// Clips in this part.
    public var clips: Int
    /// Speakers in this part.
    public var speakers: Int

    enum CodingKeys: String, CodingKey {
      case accuracy
      case unweightedAverageRecall = "unweighted_average_recall"
      case macroF1 = "macro_f1"
      case clips, speakers
    }
  }

  /// Share of clips given their own class, within 0...1.
  public var accuracy: Double
  /// Mean recall over the classes that occur in the truth, within 0...1.
  public var unweightedAverageRecall: Double
  /// Mean F1 over all labels, absent ones counting 0; within 0...1.
  public var macroF1: Double
  /// Classes, in the order of rows and columns.
  public var labels: [String]
  /// Clips; `[truth][prediction]`.
  public var confusionMatrix: [[Int]]
  /// Scores by label.
  public var perClass: [String: ClassScores]
  /// Clips evaluated.
  public var clips: Int
  /// Different speakers among them.
  public var speakers: Int
  /// Which split this is, in words.
  public var split: String
  /// Scores by corpus, where asked for.
  public var perCorpus: [String: Part]?
  /// Scores by speaker, where asked for.
  public var perSpeaker: [String: Part]?

  enum CodingKeys: String, CodingKey {
    case accuracy
    case unweightedAverageRecall = "unweighted_average_recall"
    case macroF1 = "macro_f1"
    case labels
    case confusionMatrix = "confusion_matrix"
    case perClass = "per_class"
    case clips, speakers, split
    case perCorpus = "per_corpus"
    case perSpeaker = "per_speaker"
  }

  /// Scores predictions.
  ///
  /// - Parameters:
  ///   - labels: The model's classes, in order.
  ///   - truth: Index of the true class of each clip.
  ///   - predictions: Index of the predicted class of each clip.
  ///   - speakers: The speaker of each clip, by a name unique over all corpora (`ravdess/07`).
  ///   - split: Which split this is, in words.
  ///   - corpora: The corpus of each clip; given, the report has scores by corpus.
  ///   - listsSpeakers: Whether the report has scores by speaker.
  public init(
    labels: [String], truth: [Int], predictions: [Int], speakers: [String], split: String,
    corpora: [String]? = nil, listsSpeakers: Bool = false
  ) {
    precondition(
      speakers.count == truth.count && (corpora?.count ?? truth.count) == truth.count,
      "every clip has a true class, a speaker and, where corpora are given, a corpus")
    let matrix = ConfusionMatrix(labels: labels, truth: truth, predictions: predictions)
    accuracy = matrix.accuracy
    unweightedAverageRecall = matrix.unweightedAverageRecall
    macroF1 = matrix.macroF1
    self.labels = labels
    confusionMatrix = matrix.counts
    perClass = Dictionary(zip(labels, matrix.classScores), uniquingKeysWith: { first, _ in first })
    clips = matrix.total
    self.speakers = Set(speakers).count
    self.split = split

    func parts(by names: [String]) -> [String: Part] {
      Dictionary(grouping: names.indices, by: { names[$0] }).mapValues { indices in
        let part = ConfusionMatrix(
          labels: labels, truth: indices.map { truth[$0] }, predictions: indices.map { predictions[$0] })
        return Part(
          accuracy: part.accuracy, unweightedAverageRecall: part.unweightedAverageRecall,
          macroF1: part.macroF1, clips: part.total, speakers: Set(indices.map { speakers[$0] }).count)
      }
    }
    perCorpus = corpora.map(parts(by:))
    perSpeaker = listsSpeakers ? parts(by: speakers) : nil
  }

  /// The report as JSON: keys sorted, indented, so that two reports can be compared line by line.
  ///
  /// - Returns: UTF-8 text.
  /// - Throws: `EncodingError` where a score is not a number.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
