public import EmotionCorpora
public import EmotionEvaluation
public import Foundation
public import SpeechEmotion
import SpeechFeatures

/// A recipe tried on every fold of a plan, with every seed: the runs, and what their record says before any is done.
public struct CrossValidation: Sendable {
  /// One training and one test.
  public struct Run: Sendable {
    /// Its place among the folds.
    public let foldIndex: Int
    /// What the fold is called.
    public let fold: String
    /// Decides everything random.
    public let seed: UInt64
    /// The run before it whose weights it goes on from; nil: fresh weights, or those of the initial model.
    public let predecessor: String?

    /// Name of the run's folder.
    public var name: String { Self.name(fold: fold, seed: seed) }

    static func name(fold: String, seed: UInt64) -> String {
      let safe = fold.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" }
      return "\(String(safe))-seed-\(seed)"
    }
  }

  /// What to do.
  public let recipe: TrainingRecipe
  /// Where labels come from.
  public let scheme: LabelScheme
  /// All clips with a label of the scheme.
  public let utterances: [Utterance]
  /// Clips whose emotion is not in the label scheme.
  public let unlabelledCount: Int
  /// How they are divided.
  public let plan: FoldPlan
  /// Corpora whose speakers are tested; the others are learnt from in every fold. Empty: all.
  public let testedCorpora: Set<String>
  /// The division.
  public let folds: [Fold]
  /// Seeds, each of which trains every fold.
  public let seeds: [UInt64]
  /// Whether each fold goes on from the weights of the one before, which were trained on its test clips, as the
  /// system did that we were asked to reimplement. Only for comparison.
  public let carriesWeights: Bool
  /// A model that every run starts from; nil: fresh weights.
  public let initialModel: ModelBundle?

  /// Divides clips.
  ///
  /// - Parameters:
  ///   - recipe: What to do.
  ///   - utterances: What was read.
  ///   - plan: How to divide it.
  ///   - testedCorpora: Corpora whose speakers are divided and tested; the others are learnt from in every fold. Empty:
  ///     all.
  ///   - seeds: At least one.
  ///   - carriesWeights: Whether each fold goes on from the one before.
  ///   - initialModel: A model to start from.
  /// - Throws: `FoldError` where the plan does not fit, ``TrainingDataError`` where the recipe's scheme is unknown.
  public init(
    recipe: TrainingRecipe, utterances: [Utterance], plan: FoldPlan, testedCorpora: Set<String> = [],
    seeds: [UInt64] = [0],
    carriesWeights: Bool = false, initialModel: ModelBundle? = nil
  ) throws {
    let scheme = try recipe.labelScheme(of: utterances)
    self.scheme = scheme
    self.recipe = recipe.fitted(toLabelCount: scheme.labels.count)
    let labelled = utterances.filter { scheme.label(for: $0) != nil }
    self.utterances = labelled
    unlabelledCount = utterances.count - labelled.count
    self.plan = plan
    self.testedCorpora = testedCorpora
    try TrainingDataError.refuseDuplicates(labelled)
    let known = Set(labelled.map(\.corpus))
    let missing = testedCorpora.subtracting(known)
    guard missing.isEmpty else {
      throw TrainingDataError.unknownCorpora(names: missing.sorted(), known: known.sorted())
    }
    guard !labelled.isEmpty else {
      throw TrainingDataError.nothingLabelled(scheme: scheme.name, clips: utterances.count)
    }
    var dividesAll = testedCorpora.isEmpty
    if case .leaveOneCorpusOut = plan {
      guard known.count > 1 else { throw TrainingDataError.oneCorpus(name: known.first ?? "") }
      dividesAll = true
    }
    let divided = labelled.indices.filter { dividesAll || testedCorpora.contains(labelled[$0].corpus) }
    let always = Set(labelled.indices).subtracting(divided)
    folds = try plan.folds(
      of: divided.map { labelled[$0] }, labels: divided.map { scheme.label(for: labelled[$0]) ?? "" }
    ).map { fold in
      Fold(
        name: fold.name, trainingIndices: (fold.trainingIndices.map { divided[$0] } + always).sorted(),
        testIndices: fold.testIndices.map { divided[$0] })
    }.filter { fold in
      testedCorpora.isEmpty || fold.testIndices.contains { testedCorpora.contains(labelled[$0].corpus) }
    }
    var names: Set<String> = []
    for fold in folds where !names.insert(Run.name(fold: fold.name, seed: 0)).inserted {
      throw TrainingDataError.equalFolds(name: fold.name)
    }
    self.seeds = seeds
    self.carriesWeights = carriesWeights
    self.initialModel = initialModel
  }

  /// All runs: every fold with the first seed, then with the next.
  public var runs: [Run] {
    seeds.flatMap { seed in
      folds.indices.map { index in
        Run(
          foldIndex: index, fold: folds[index].name, seed: seed,
          predecessor: carriesWeights && index > 0 ? Run.name(fold: folds[index - 1].name, seed: seed) : nil)
      }
    }
  }

  /// The training of a run.
  ///
  /// - Parameter run: One of ``runs``.
  /// - Returns: Its recipe and its split.
  /// - Throws: A scheme's or a feature recipe's error.
  public func trainingRun(_ run: Run) throws -> TrainingRun {
    try TrainingRun(
      recipe: recipe, scheme: scheme,
      split: TrainingSplit(
        fold: folds[run.foldIndex], of: utterances, scheme: scheme,
        validationFraction: recipe.validationFraction, seed: run.seed),
      seed: run.seed)
  }

  /// Decodes, trims and levels what the cache does not have yet.
  ///
  /// - Parameters:
  ///   - cache: Folder of all caches.
  ///   - progress: Clips done and clips to do.
  /// - Returns: Usable clips.
  /// - Throws: ``CacheError`` or `CocoaError`.
  public func prepare(
    cache: URL, progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> PreparedClips {
    try PreparedClipCache(root: cache, extractor: FeatureExtractor(recipe.features))
      .prepare(utterances, progress: progress)
  }

  /// What each clip's samples are, for ``audit(_:recordings:)``: computed once, since it reads them all.
  ///
  /// - Parameter clips: All clips, prepared.
  /// - Returns: One for each of ``utterances``; nil for those that could not be prepared.
  public func recordings(in clips: PreparedClips) -> [AudioFingerprint?] {
    let known = Dictionary(
      zip(clips.utterances.map(\.id), clips.fingerprints()), uniquingKeysWith: { first, _ in first })
    return utterances.map { known[$0.id] }
  }

  /// What leaks from the training part of a fold into its test.
  ///
  /// - Parameters:
  ///   - run: One of ``runs``.
  ///   - recordings: What ``recordings(in:)`` gave.
  /// - Returns: The verdict and what was found.
  public func audit(_ run: Run, recordings: [AudioFingerprint?]) -> FoldResult.Audit {
    let fold = folds[run.foldIndex]
    let audit = LeakAudit(
      of: utterances, trainingIndices: fold.trainingIndices, testIndices: fold.testIndices,
      fingerprints: recordings)
    let problems = weightProblems(run)
    let isIndependent = audit.isSpeakerIndependent && problems.isEmpty
    return FoldResult.Audit(
      isSpeakerIndependent: isIndependent,
      findings: [LeakAudit.verdict(isSpeakerIndependent: isIndependent)] + problems
        + audit.findings.dropFirst(),
      sharedSpeakers: audit.sharedSpeakers, sharedRecordings: audit.sharedAudio?.count,
      sharedSentences: audit.sharedSentences.count, testSentences: audit.testSentences)
  }

  /// What the weights that a run starts from may know of its test.
  private func weightProblems(_ run: Run) -> [String] {
    var problems: [String] = []
    if run.predecessor != nil {
      problems.append(
        "Weights are carried over from the fold before, which was trained on clips that are tested here.")
    }
    guard let data = initialModel?.manifest.data else { return problems }
    guard !data.corpora.isEmpty else {
      return problems + ["The model that training starts from does not say what it was trained on."]
    }
    let tested = Set(folds[run.foldIndex].testIndices.map { utterances[$0].qualifiedSpeaker })
    let heard = tested.filter(data.hasHeard).sorted().prefix(6)
    if !heard.isEmpty {
      problems.append(
        "The model that training starts from has heard test speakers: \(heard.joined(separator: ", ")).")
    }
    return problems
  }

  /// The record before any run is done.
  ///
  /// - Parameters:
  ///   - title: What the reader should call it.
  ///   - command: The command that makes it.
  ///   - hardware: Processor, cores and libraries.
  ///   - notes: What a reader has to know before the scores.
  /// - Returns: A record without results.
  /// - Throws: `EncodingError`.
  public func emptyRecord(
    title: String, command: String, hardware: String, notes: [String]
  ) throws -> CrossValidationRecord {
    let corpora = Dictionary(grouping: utterances, by: \.corpus).sorted { $0.key < $1.key }
    return CrossValidationRecord(
      title: title, split: splitSummary,
      corpora: corpora.map { name, clips in
        .init(name: name, clips: clips.count, speakers: Set(clips.map(\.qualifiedSpeaker)).count)
      },
      command: command, updated: Date().formatted(.iso8601),
      recipe: String(decoding: try recipe.json(), as: UTF8.self), hardware: hardware, notes: notes,
      folds: folds.map(\.name), seeds: seeds, readings: readings, division: divisionFingerprint, results: [])
  }

  /// What stands for the division as a whole: each clip with its class and the folds that test it.
  private var divisionFingerprint: String {
    var tested: [Int: [Int]] = [:]
    for (number, fold) in folds.enumerated() {
      for index in fold.testIndices { tested[index, default: []].append(number) }
    }
    var bytes: [UInt8] = []
    for (index, utterance) in utterances.enumerated() {
      bytes += "\(utterance.id) \(scheme.label(for: utterance) ?? "") \(tested[index] ?? []);".utf8
    }
    return fingerprint(of: bytes)
  }

  /// Which split this is, in words.
  public var splitSummary: String {
    guard !testedCorpora.isEmpty else { return plan.summary }
    return plan.summary + " of " + testedCorpora.sorted().joined(separator: " and ")
      + "; the other corpora are learnt from in every fold"
  }

  /// The ways of reading the network's classes: what the recipe answers in first, then its own, then the others that
  /// are a sum of them.
  public var readings: [ClassReading] {
    let answers = recipe.answers.flatMap { LabelScheme(named: $0) } ?? scheme
    var schemes = [answers]
    for other in [scheme] + LabelScheme.all where !schemes.contains(other) { schemes.append(other) }
    return schemes.compactMap { other in
      let sources = other == scheme ? scheme.labels.indices.map { [$0] } : other.sources(among: scheme.labels)
      // Classes that no clip of these corpora has need no output, and a reading with one class says nothing.
      guard sources.allSatisfy({ !$0.isEmpty }) else { return nil }
      let isOfAnswers =
        other == answers || other.sources(among: answers.labels).allSatisfy { !$0.isEmpty }
      return ClassReading(
        name: other.name, labels: other.labels, sources: sources,
        isWeighted: recipe.answerPriors == .equal && isOfAnswers)
    }
  }
}

extension DataSummary {
  /// Whether a model with this data may have heard a speaker: its corpus was used, and it was not held out.
  func hasHeard(_ speaker: String) -> Bool {
    corpora.contains { speaker.hasPrefix($0.name + "/") } && !heldOutSpeakers.contains(speaker)
  }
}
