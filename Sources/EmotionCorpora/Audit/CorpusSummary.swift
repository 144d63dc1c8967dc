/// What one corpus holds, as measured.
public struct CorpusSummary: Sendable, Hashable, Codable {
  /// Which corpus.
  public var corpus: String
  /// Its clips, unreadable ones included.
  public var clips: Int
  /// Length of all clips together, in seconds.
  public var seconds: Double
  /// Known speakers with a man's voice.
  public var men: Int
  /// Known speakers with a woman's voice.
  public var women: Int
  /// Known speakers whose voice is not told.
  public var speakersOfUnknownGender: Int
  /// Clips by sample rate, in hertz.
  public var sampleRates: [Int: Int]
  /// Clips by class.
  public var classes: [String: Int]
  /// Mean level of the clips that can be heard, in decibels below full scale (RMS); `nil` where there are none.
  public var meanLevelDecibels: Double?

  /// Known speakers.
  public var speakers: Int { men + women + speakersOfUnknownGender }
  /// Length of all clips together, in hours.
  public var hours: Double { seconds / 3600 }
}

/// How many clips of each class a speaker has.
public struct SpeakerRow: Sendable, Hashable, Codable {
  /// The speaker's name over all corpora, such as `ravdess/07`.
  public var speaker: String
  /// The voice.
  public var gender: Gender
  /// Clips by class; as long as ``CorpusAudit/classes``.
  public var clips: [Int]
}
