/// The part of the training utterances on which early stopping and recipes are decided, so that nothing is ever chosen
/// on the speakers that are reported.
public struct InnerValidation: Sendable, Hashable, Codable {
  /// How many speakers are taken from each corpus.
  public enum Size: Sendable, Hashable, Codable {
    /// That many, at least one but not all.
    case speakersPerCorpus(Int)
    /// That share of them, rounded, at least one but not all.
    case fraction(Double)
  }

  /// Places of the utterances to learn from, rising.
  public var trainingIndices: [Int]
  /// Places of the utterances to decide on, rising.
  public var validationIndices: [Int]
  /// Who they are, sorted; empty where clips had to be taken instead.
  public var speakers: [String]

  /// Whether the two parts have no speaker in common.
  public var isSpeakerIndependent: Bool { !speakers.isEmpty }

  /// A corpus has to have this many speakers to spare one.
  public static let fewestSpeakers = 3

  /// Takes validation speakers out of the training part.
  ///
  /// From each corpus with at least ``fewestSpeakers`` known speakers, as many women as men as far as there are. Where
  /// no corpus can spare a speaker (TESS has two, a folder may not tell), a share of the clips of each class is taken
  /// instead, and ``isSpeakerIndependent`` says so.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - trainingIndices: Places of those that may be used.
  ///   - size: How many speakers.
  ///   - seed: The same seed gives the same speakers, whatever other corpora there are.
  public init(of utterances: [Utterance], trainingIndices: [Int], size: Size, seed: UInt64) {
    var speakersByCorpus: [String: [String: Gender]] = [:]
    for index in trainingIndices where utterances[index].hasKnownSpeaker {
      let utterance = utterances[index]
      speakersByCorpus[utterance.corpus, default: [:]][utterance.qualifiedSpeaker] = utterance.gender
    }
    var chosen: Set<String> = []
    for (corpus, speakers) in speakersByCorpus where speakers.count >= Self.fewestSpeakers {
      var generator = SeededGenerator(seed: SeededGenerator.derivedSeed(seed, corpus))
      chosen.formUnion(Self.draw(size.count(of: speakers.count), from: speakers, using: &generator))
    }
    let isValidation: (Int) -> Bool
    if chosen.isEmpty {
      let clips = Self.clips(of: utterances, trainingIndices, share: size.share, seed: seed)
      isValidation = { clips.contains($0) }
    } else {
      isValidation = { chosen.contains(utterances[$0].qualifiedSpeaker) && utterances[$0].hasKnownSpeaker }
    }
    self.trainingIndices = trainingIndices.filter { !isValidation($0) }
    validationIndices = trainingIndices.filter(isValidation)
    speakers = chosen.sortedByScalars()
  }

  /// Draws speakers, each time from the gender of which the smaller share has been drawn.
  private static func draw(
    _ count: Int, from speakers: [String: Gender], using generator: inout SeededGenerator
  ) -> [String] {
    var queues: [[String]] = []
    for gender in Gender.allCases {
      queues.append(generator.shuffled(speakers.filter { $0.value == gender }.keys.sortedByScalars()))
    }
    // Which gender an odd number favours is drawn too.
    if generator.chance(0.5) { queues.swapAt(0, 1) }
    let sizes = queues.map { Double(max($0.count, 1)) }
    var taken = queues.map { _ in 0 }
    var result: [String] = []
    while result.count < count {
      let open = queues.indices.filter { taken[$0] < queues[$0].count }
      guard
        let next = open.min(by: { (Double(taken[$0]) / sizes[$0], $0) < (Double(taken[$1]) / sizes[$1], $1) })
      else { break }
      result.append(queues[next][taken[next]])
      taken[next] += 1
    }
    return result
  }

  /// A share of the clips of each class, at least one of every class that has two.
  private static func clips(
    of utterances: [Utterance], _ trainingIndices: [Int], share: Double, seed: UInt64
  ) -> Set<Int> {
    let classes = Dictionary(grouping: trainingIndices) { utterances[$0].label }
    var result: Set<Int> = []
    for (label, places) in classes where places.count >= 2 {
      var generator = SeededGenerator(seed: SeededGenerator.derivedSeed(seed, label))
      let count = min(max(Int((Double(places.count) * share).rounded()), 1), places.count - 1)
      result.formUnion(generator.sample(count, from: places))
    }
    return result
  }
}

extension InnerValidation.Size {
  /// How many of a corpus's speakers are taken.
  func count(of speakers: Int) -> Int {
    switch self {
    case .speakersPerCorpus(let count): min(max(count, 1), speakers - 1)
    case .fraction(let fraction): min(max(Int((Double(speakers) * fraction).rounded()), 1), speakers - 1)
    }
  }

  /// The share of clips that stands in where speakers cannot be spared.
  var share: Double {
    switch self {
    case .speakersPerCorpus: 0.15
    case .fraction(let fraction): fraction
    }
  }
}

extension Fold {
  /// Takes validation speakers out of this fold's training part. See ``InnerValidation``.
  ///
  /// - Parameters:
  ///   - utterances: What the fold divides.
  ///   - size: How many speakers of each corpus.
  ///   - seed: The same seed gives the same speakers.
  /// - Returns: The training part, divided in two.
  public func innerValidation(
    of utterances: [Utterance], size: InnerValidation.Size = .fraction(0.15), seed: UInt64
  ) -> InnerValidation {
    InnerValidation(of: utterances, trainingIndices: trainingIndices, size: size, seed: seed)
  }
}
