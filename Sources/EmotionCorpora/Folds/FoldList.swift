/// Folds whose test speakers or clips are written down.
public struct FoldList: Sendable, Hashable, Codable {
  /// One fold: who is tested. Everyone else is learnt from.
  public struct Part: Sendable, Hashable, Codable {
    /// What the fold is called.
    public var name: String
    /// Speakers (`ravdess/01`, or `01` or `1` where only one corpus has it) and clips (`ravdess/03-01-...`).
    public var test: [String]

    /// Wraps a fold.
    public init(name: String, test: [String]) {
      self.name = name
      self.test = test
    }
  }

  /// What the lists are called.
  public var name: String
  /// The folds, in order.
  public var folds: [Part]

  /// Wraps lists.
  public init(name: String, folds: [Part]) {
    self.name = name
    self.folds = folds
  }

  /// EmoBox's six folds over RAVDESS's 24 actors (Ma et al. 2024, Interspeech).
  public static let emoboxRAVDESS = FoldList(
    name: "emobox-ravdess",
    folds: [
      [1, 11, 20, 21], [4, 10, 12, 14], [8, 9, 19, 23], [3, 5, 7, 24], [2, 15, 16, 18], [6, 13, 17, 22],
    ].enumerated().map { index, actors in
      Part(name: "f\(index + 1)", test: actors.map { "ravdess/" + ($0 < 10 ? "0\($0)" : "\($0)") })
    })

  /// The speakers that the shipped model never hears: four of RAVDESS (EmoBox's first fold) and eight of CREMA-D.
  public static let heldOut = FoldList(
    name: "held-out",
    folds: [
      Part(
        name: "held-out",
        test: ["01", "11", "20", "21"].map { "ravdess/\($0)" }
          + ["1011", "1025", "1039", "1048", "1049", "1072", "1087", "1091"].map { "cremad/\($0)" })
    ])

  /// Lists that can be asked for by name.
  public static let presets = [emoboxRAVDESS, heldOut]

  /// The preset of a name; `nil` for any other.
  public init?(named name: String) {
    guard let list = Self.presets.first(where: { $0.name == name }) else { return nil }
    self = list
  }

  /// Divides utterances.
  ///
  /// Entries of a corpus that is not there at all are passed over, so that lists over several corpora serve each alone.
  ///
  /// - Parameter utterances: What was read.
  /// - Returns: One fold a list.
  /// - Throws: ``FoldError`` where an entry names nobody or several, or a fold stays empty.
  public func folds(of utterances: [Utterance]) throws(FoldError) -> [Fold] {
    let names = Names(utterances)
    var result: [Fold] = []
    for part in folds {
      var tested: Set<Int> = []
      for entry in part.test {
        let candidates = names.candidates(entry)
        if candidates.count > 1 {
          throw .ambiguousEntry(list: name, fold: part.name, entry: entry, candidates: candidates)
        }
        if let candidate = candidates.first {
          tested.formUnion(names.places[candidate] ?? [])
        } else if !names.belongsToAbsentCorpus(entry) {
          throw .unknownEntry(
            list: name, fold: part.name, entry: entry, known: Array(names.speakers.prefix(12)))
        }
      }
      guard !tested.isEmpty, tested.count < utterances.count else {
        throw .emptyFold(list: name, fold: part.name)
      }
      result.append(Fold(name: part.name, count: utterances.count) { tested.contains($0) })
    }
    return result
  }

  /// What entries of a list can mean.
  private struct Names {
    /// Places of each speaker and clip, by its full name.
    var places: [String: [Int]] = [:]
    /// Full names by what they may be shortened to.
    var shortened: [String: Set<String>] = [:]
    var corpora: Set<String> = []
    var speakers: [String] = []

    init(_ utterances: [Utterance]) {
      for (index, utterance) in utterances.enumerated() {
        places[utterance.id, default: []].append(index)
        places[utterance.qualifiedSpeaker, default: []].append(index)
        shortened[utterance.speaker, default: []].insert(utterance.qualifiedSpeaker)
        if let number = Int(utterance.speaker) {
          shortened["\(number)", default: []].insert(utterance.qualifiedSpeaker)
          shortened["\(utterance.corpus)/\(number)", default: []].insert(utterance.qualifiedSpeaker)
        }
        corpora.insert(utterance.corpus)
      }
      speakers = Set(utterances.map(\.qualifiedSpeaker)).sortedByScalars()
    }

    func candidates(_ entry: String) -> [String] {
      if places[entry] != nil { return [entry] }
      return (shortened[entry] ?? []).sortedByScalars()
    }

    func belongsToAbsentCorpus(_ entry: String) -> Bool {
      guard let slash = entry.firstIndex(of: "/") else { return false }
      return !corpora.contains(String(entry[..<slash]))
    }
  }
}
