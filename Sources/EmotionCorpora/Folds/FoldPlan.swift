/// How utterances are divided into folds.
public enum FoldPlan: Sendable, Hashable {
  /// Every class is spread evenly over the folds; speakers are shared, so scores say nothing about new ones.
  /// Without a seed equal to scikit-learn's `StratifiedKFold`; with one, clips are shuffled within their class.
  case stratified(folds: Int, seed: UInt64? = nil)
  /// Speakers are spread so that folds have about as many clips. Equal to scikit-learn's `GroupKFold`; balanced by
  /// gender, the women and the men of each corpus are spread apart.
  case speakers(folds: Int, balancesGender: Bool = false)
  /// One fold a speaker, sorted by name. Equal to scikit-learn's `LeaveOneGroupOut`.
  case leaveOneSpeakerOut
  /// One fold a corpus, sorted by name: another room, microphone, accent or language than any that was learnt from.
  case leaveOneCorpusOut
  /// Test speakers or clips by list.
  case list(FoldList)

  /// Which split this is, in words, for reports. Whether it keeps speakers apart is for ``LeakAudit`` to say.
  public var summary: String {
    switch self {
    case .stratified(let folds, let seed):
      "\(folds) stratified folds, speakers shared" + (seed.map { ", seed \($0)" } ?? "")
    case .speakers(let folds, let balancesGender):
      "\(folds) folds by speaker" + (balancesGender ? ", balanced by gender" : "")
    case .leaveOneSpeakerOut: "leave one speaker out"
    case .leaveOneCorpusOut: "leave one corpus out"
    case .list(let list): "the lists \(list.name)"
    }
  }

  /// The plan of a name: `stratified` and `speakers`, with a number of folds such as `speakers:6` (without one, 5),
  /// `leave-one-speaker-out`, `leave-one-corpus-out`, or one of ``FoldList/presets``; `nil` for any other.
  public init?(named name: String) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if let list = FoldList(named: name) {
      self = .list(list)
      return
    }
    guard (1...2).contains(parts.count), let folds = parts.count == 2 ? Int(parts[1]) : 5, folds > 1 else {
      return nil
    }
    switch parts[0] {
    case "stratified": self = .stratified(folds: folds)
    case "speakers": self = .speakers(folds: folds)
    case "leave-one-speaker-out" where parts.count == 1: self = .leaveOneSpeakerOut
    case "leave-one-corpus-out" where parts.count == 1: self = .leaveOneCorpusOut
    default: return nil
    }
  }

  /// Divides utterances.
  ///
  /// - Parameters:
  ///   - utterances: What was read, in an order that stays the same.
  ///   - labels: The class of each utterance.
  /// - Returns: At least one fold; every fold has test utterances.
  /// - Throws: ``FoldError`` where the plan does not fit the utterances.
  public func folds(of utterances: [Utterance], labels: [String]) throws(FoldError) -> [Fold] {
    precondition(
      utterances.count == labels.count,
      "\(labels.count) labels do not pair with \(utterances.count) utterances")
    switch self {
    case .stratified(let folds, let seed):
      return try StratifiedFolds.folds(labels: labels, count: folds, seed: seed)
    case .speakers(let folds, let balancesGender):
      try Self.checkSpeakers(of: utterances)
      return balancesGender
        ? try SpeakerFolds.balanced(utterances, count: folds)
        : try SpeakerFolds.folds(groups: utterances.map(\.qualifiedSpeaker), count: folds)
    case .leaveOneSpeakerOut:
      try Self.checkSpeakers(of: utterances)
      return try SpeakerFolds.leaveOneOut(groups: utterances.map(\.qualifiedSpeaker))
    case .leaveOneCorpusOut:
      try Self.checkSpeakers(of: utterances)
      return try SpeakerFolds.leaveOneOut(groups: utterances.map(\.corpus))
    case .list(let list):
      return try list.folds(of: utterances)
    }
  }

  /// A split by speaker is only worth its name where every speaker is known.
  private static func checkSpeakers(of utterances: [Utterance]) throws(FoldError) {
    let unknown = utterances.filter { !$0.hasKnownSpeaker }
    guard unknown.isEmpty else {
      throw .unknownSpeakers(clips: unknown.count, corpora: Set(unknown.map(\.corpus)).sortedByScalars())
    }
  }
}
