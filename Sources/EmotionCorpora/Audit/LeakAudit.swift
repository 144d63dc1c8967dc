/// What a test set has in common with what was learnt from.
public struct LeakAudit: Sendable, Hashable, Codable {
  /// One sound on both sides.
  public struct SharedAudio: Sendable, Hashable, Codable {
    /// Identifiers of the training utterances.
    public var training: [String]
    /// Identifiers of the test utterances.
    public var test: [String]

    /// Wraps the utterances of one sound.
    public init(training: [String], test: [String]) {
      self.training = training
      self.test = test
    }
  }

  /// Speakers on both sides, sorted.
  public var sharedSpeakers: [String]
  /// Utterances on either side that do not tell who speaks.
  public var clipsOfUnknownSpeakers: Int
  /// The same audio on both sides; `nil` where no fingerprints were given.
  public var sharedAudio: [SharedAudio]?
  /// Sentences of one corpus on both sides, sorted. Usual in acted corpora, where everyone says the same few.
  public var sharedSentences: [String]
  /// Different sentences in the test set.
  public var testSentences: Int

  /// Compares two sets of utterances.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - trainingIndices: Places of those learnt from, validation included.
  ///   - testIndices: Places of those tested on.
  ///   - fingerprints: Of each utterance's audio, as ``CorpusAudit/fingerprints``; without it, the same audio under two
  ///     names goes unnoticed.
  public init(
    of utterances: [Utterance], trainingIndices: [Int], testIndices: [Int],
    fingerprints: [AudioFingerprint?]? = nil
  ) {
    func speakers(_ indices: [Int]) -> Set<String> {
      Set(indices.filter { utterances[$0].hasKnownSpeaker }.map { utterances[$0].qualifiedSpeaker })
    }
    func sentences(_ indices: [Int]) -> Set<String> {
      Set(
        indices.compactMap { index in utterances[index].sentence.map { "\(utterances[index].corpus): \($0)" }
        })
    }
    sharedSpeakers = speakers(trainingIndices).intersection(speakers(testIndices)).sortedByScalars()
    clipsOfUnknownSpeakers = (trainingIndices + testIndices).count { !utterances[$0].hasKnownSpeaker }
    let tested = sentences(testIndices)
    testSentences = tested.count
    sharedSentences = sentences(trainingIndices).intersection(tested).sortedByScalars()
    sharedAudio = fingerprints.map {
      Self.sharedAudio(utterances, trainingIndices, testIndices, fingerprints: $0)
    }
  }

  /// Whether scores on this split hold for speakers that the model never heard: every speaker is known, none is on
  /// both sides, and no recording is.
  public var isSpeakerIndependent: Bool {
    sharedSpeakers.isEmpty && clipsOfUnknownSpeakers == 0 && (sharedAudio ?? []).isEmpty
  }

  /// The sentence that a report begins with.
  public static func verdict(isSpeakerIndependent: Bool) -> String {
    isSpeakerIndependent
      ? "Speaker-independent: no speaker is on both sides."
      : "Not speaker-independent: these scores do not hold for new speakers."
  }

  /// What was found, in sentences for a report.
  public var findings: [String] {
    var lines = [Self.verdict(isSpeakerIndependent: isSpeakerIndependent)]
    if !sharedSpeakers.isEmpty {
      let names = sharedSpeakers.prefix(6).joined(separator: ", ")
      let more = sharedSpeakers.count > 6 ? " and \(sharedSpeakers.count - 6) more" : ""
      lines.append("Speakers on both sides: \(names)\(more).")
    }
    if clipsOfUnknownSpeakers > 0 {
      lines.append("Clips that do not tell who speaks: \(clipsOfUnknownSpeakers).")
    }
    if let sharedAudio, !sharedAudio.isEmpty {
      let pairs = sharedAudio.prefix(3).map { ($0.training + $0.test).joined(separator: " = ") }
      lines.append(
        "The same audio on both sides, \(sharedAudio.count) times: \(pairs.joined(separator: "; ")).")
    }
    if !sharedSentences.isEmpty {
      lines.append(
        "Sentences of the test that were learnt from too: \(sharedSentences.count) of \(testSentences).")
    }
    return lines
  }

  private static func sharedAudio(
    _ utterances: [Utterance], _ trainingIndices: [Int], _ testIndices: [Int],
    fingerprints: [AudioFingerprint?]
  ) -> [SharedAudio] {
    var learnt: [AudioFingerprint: [Int]] = [:]
    for index in trainingIndices {
      if let fingerprint = fingerprints[index] { learnt[fingerprint, default: []].append(index) }
    }
    var order: [AudioFingerprint] = []
    var tested: [AudioFingerprint: [Int]] = [:]
    for index in testIndices {
      guard let fingerprint = fingerprints[index], learnt[fingerprint] != nil else { continue }
      if tested[fingerprint] == nil { order.append(fingerprint) }
      tested[fingerprint, default: []].append(index)
    }
    return order.map { fingerprint in
      SharedAudio(
        training: (learnt[fingerprint] ?? []).map { utterances[$0].id },
        test: (tested[fingerprint] ?? []).map { utterances[$0].id })
    }
  }
}
