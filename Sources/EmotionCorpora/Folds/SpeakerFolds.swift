/// Folds that keep each speaker on one side.
enum SpeakerFolds {
  /// Spreads groups so that folds have about as many clips.
  ///
  /// As scikit-learn's `GroupKFold`: the largest group goes first (of equal ones the last by name), each to the fold
  /// with the fewest clips so far (of equal ones the first).
  ///
  /// - Parameters:
  ///   - groups: The group of each clip.
  ///   - count: Number of folds.
  /// - Returns: `fold 1` to `fold count`.
  /// - Throws: ``FoldError``.
  static func folds(groups: [String], count: Int) throws(FoldError) -> [Fold] {
    let sizes = sizes(of: groups)
    guard count >= 2 else { throw .foldCount(folds: count, clips: groups.count) }
    guard count <= sizes.count else { throw .tooFewSpeakers(folds: count, speakers: sizes.count) }
    var clips = Array(repeating: 0, count: count)
    let foldOfGroup = spread(sizes.keys.sortedByScalars(), sizes: sizes, over: &clips)
    return folds(groups: groups, count: count, foldOfGroup: foldOfGroup)
  }

  /// Spreads the speakers of each corpus and gender one after the other, so that folds are balanced in these too.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - count: Number of folds.
  /// - Returns: `fold 1` to `fold count`.
  /// - Throws: ``FoldError``.
  static func balanced(_ utterances: [Utterance], count: Int) throws(FoldError) -> [Fold] {
    let groups = utterances.map(\.qualifiedSpeaker)
    let sizes = sizes(of: groups)
    guard count >= 2 else { throw .foldCount(folds: count, clips: groups.count) }
    guard count <= sizes.count else { throw .tooFewSpeakers(folds: count, speakers: sizes.count) }
    var strata: [String: Set<String>] = [:]
    for utterance in utterances {
      strata["\(utterance.corpus)/\(utterance.gender.rawValue)", default: []].insert(
        utterance.qualifiedSpeaker)
    }
    var foldOfGroup: [String: Int] = [:]
    var clipsOfAll = Array(repeating: 0, count: count)
    for stratum in strata.keys.sortedByScalars() {
      let speakers = (strata[stratum] ?? []).sortedByScalars()
      // Within a stratum only its own clips count; between strata, the fold that is lightest so far goes first.
      let order = (0..<count).sorted { (clipsOfAll[$0], $0) < (clipsOfAll[$1], $1) }
      var clips = Array(repeating: 0, count: count)
      for (speaker, place) in spread(speakers, sizes: sizes, over: &clips) {
        guard foldOfGroup[speaker] == nil else { continue }
        foldOfGroup[speaker] = order[place]
        clipsOfAll[order[place]] += sizes[speaker] ?? 0
      }
    }
    return folds(groups: groups, count: count, foldOfGroup: foldOfGroup)
  }

  /// One fold a group, sorted by name, as scikit-learn's `LeaveOneGroupOut`.
  ///
  /// - Parameter groups: The group of each clip.
  /// - Returns: Folds named after the groups.
  /// - Throws: ``FoldError`` where there are fewer than two groups.
  static func leaveOneOut(groups: [String]) throws(FoldError) -> [Fold] {
    let names = Set(groups).sortedByScalars()
    guard names.count >= 2 else { throw .tooFewSpeakers(folds: 2, speakers: names.count) }
    return names.map { name in Fold(name: name, count: groups.count) { groups[$0] == name } }
  }

  private static func sizes(of groups: [String]) -> [String: Int] {
    groups.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private static func folds(groups: [String], count: Int, foldOfGroup: [String: Int]) -> [Fold] {
    (0..<count).map { fold in
      Fold(name: "fold \(fold + 1)", count: groups.count) { foldOfGroup[groups[$0]] == fold }
    }
  }

  /// The greedy spread of `names`, which are sorted; `clips` are those of each fold so far.
  private static func spread(_ names: [String], sizes: [String: Int], over clips: inout [Int]) -> [String:
    Int]
  {
    let order = names.indices.sorted {
      (sizes[names[$0]] ?? 0, $0) > (sizes[names[$1]] ?? 0, $1)
    }
    var result: [String: Int] = [:]
    for index in order {
      let size = sizes[names[index]] ?? 0
      let lightest = clips.indices.min { (clips[$0], $0) < (clips[$1], $1) } ?? 0
      clips[lightest] += size
      result[names[index]] = lightest
    }
    return result
  }
}
