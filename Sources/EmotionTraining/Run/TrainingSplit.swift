public import EmotionCorpora

/// Who is trained on, who chooses the epoch, and who is tested on, by qualified speaker.
public struct TrainingSplit: Sendable {
  /// Clips with a label of the scheme, spoken by nobody that is tested on.
  public let training: [Utterance]
  /// Clips with a label of the scheme, spoken by the test speakers.
  public let test: [Utterance]
  /// Names (`Utterance.id`) of the clips that choose the epoch; a part of ``training``.
  public let validation: Set<String>
  /// Qualified names of the speakers that choose the epoch; empty where clips had to be taken instead, because no
  /// corpus can spare a speaker.
  public let validationSpeakers: [String]
  /// Qualified names of the speakers that are never heard in training.
  public let testSpeakers: Set<String>
  /// Clips whose emotion is not in the label scheme.
  public let unlabelledCount: Int

  /// Whether test speakers are trained on too.
  public var sharesSpeakers: Bool { unheardSpeakers.count < testSpeakers.count }

  /// Test speakers of whom nothing is trained on, sorted: with shared speakers fewer than ``testSpeakers``.
  public var unheardSpeakers: [String] {
    testSpeakers.subtracting(training.map(\.qualifiedSpeaker)).sorted()
  }

  /// How the clips are divided, in a few words, for the model's manifest.
  public var summary: String {
    let test =
      testSpeakers.isEmpty
      ? "no test speakers" : sharesSpeakers ? "test by clips of speakers also trained on" : "test by speakers"
    if validation.isEmpty { return test + ", no inner validation" }
    return test
      + (validationSpeakers.isEmpty
        ? ", inner validation by clips of speakers also trained on" : ", inner validation by speakers")
  }

  /// Divides the clips of some corpora by speaker.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - scheme: Which labels there are.
  ///   - testSpeakers: Who is held out.
  ///   - validationFraction: Share of the other speakers, per corpus, that chooses the epoch.
  ///   - seed: Decides who they are.
  /// - Throws: ``SpeakerListError`` where a test speaker says nothing.
  public init(
    utterances: [Utterance], scheme: LabelScheme, testSpeakers: Set<String>, validationFraction: Double,
    seed: UInt64
  ) throws(SpeakerListError) {
    let known = Set(utterances.map(\.qualifiedSpeaker))
    let missing = testSpeakers.subtracting(known)
    guard missing.isEmpty else { throw .unknown(speakers: missing.sorted(), known: known.sorted()) }
    self.init(
      training: utterances.filter { !testSpeakers.contains($0.qualifiedSpeaker) },
      test: utterances.filter { testSpeakers.contains($0.qualifiedSpeaker) }, testSpeakers: testSpeakers,
      scheme: scheme, validationFraction: validationFraction, seed: seed)
  }

  /// Takes one fold of a cross-validation, which need not keep speakers apart.
  ///
  /// - Parameters:
  ///   - fold: Who is learnt from and who is tested.
  ///   - utterances: What the fold divides.
  ///   - scheme: Which labels there are.
  ///   - validationFraction: Share of the training speakers, per corpus, that chooses the epoch.
  ///   - seed: Decides who they are.
  public init(
    fold: Fold, of utterances: [Utterance], scheme: LabelScheme, validationFraction: Double, seed: UInt64
  ) {
    let test = fold.testIndices.map { utterances[$0] }
    self.init(
      training: fold.trainingIndices.map { utterances[$0] }, test: test,
      testSpeakers: Set(test.map(\.qualifiedSpeaker)), scheme: scheme, validationFraction: validationFraction,
      seed: seed)
  }

  private init(
    training: [Utterance], test: [Utterance], testSpeakers: Set<String>, scheme: LabelScheme,
    validationFraction: Double, seed: UInt64
  ) {
    self.training = training.filter { scheme.label(for: $0) != nil }
    self.test = test.filter { scheme.label(for: $0) != nil }
    unlabelledCount = training.count + test.count - self.training.count - self.test.count
    self.testSpeakers = testSpeakers
    guard validationFraction > 0 else {
      (validation, validationSpeakers) = ([], [])
      return
    }
    let inner = InnerValidation(
      of: self.training, trainingIndices: Array(self.training.indices), size: .fraction(validationFraction),
      seed: seed)
    let learnt = self.training
    validation = Set(inner.validationIndices.map { learnt[$0].id })
    validationSpeakers = inner.speakers
  }
}
