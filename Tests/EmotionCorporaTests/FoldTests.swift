import EmotionCorpora
import Foundation
import Testing

struct GoldenFolds: Decodable, Sendable {
  var kind: String
  var names: [String]
  var count: Int
  var test: [[Int]]

  static func all() throws -> [GoldenFolds] {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden")
    return try JSONDecoder().decode(
      [GoldenFolds].self, from: Data(contentsOf: folder.appendingPathComponent("folds.json")))
  }
}

/// Utterances of made-up people.
func utterances(speakers: [String], genders: [Gender]? = nil, sentences: [String]? = nil) -> [Utterance] {
  speakers.enumerated().map { index, speaker in
    let parts = speaker.split(separator: "/").map(String.init)
    return Utterance(
      id: "\(parts[0])/clip\(index)", url: URL(fileURLWithPath: "/\(index).wav"), corpus: parts[0],
      speaker: parts[1], gender: genders?[index] ?? .unknown, emotion: ["happy", "sad"][index % 2],
      sentence: sentences?[index])
  }
}

@Suite("Folds")
struct FoldTests {
  @Test("stratified, by speaker and leave-one-out folds equal scikit-learn's")
  func goldenFolds() throws {
    let cases = try GoldenFolds.all()
    #expect(cases.count == 13)
    for row in cases {
      let folds: [Fold]
      switch row.kind {
      case "stratified":
        let people = utterances(speakers: row.names.map { _ in "c/s" })
        folds = try FoldPlan.stratified(folds: row.count).folds(of: people, labels: row.names)
      case "speakers":
        folds = try FoldPlan.speakers(folds: row.count).folds(
          of: utterances(speakers: row.names), labels: row.names)
      default:
        folds = try FoldPlan.leaveOneSpeakerOut.folds(of: utterances(speakers: row.names), labels: row.names)
      }
      #expect(folds.map(\.testIndices) == row.test, "\(row.kind) \(row.count) of \(row.names.count)")
      for fold in folds {
        #expect(Set(fold.trainingIndices).union(fold.testIndices).count == row.names.count)
        #expect(fold.trainingIndices.count + fold.testIndices.count == row.names.count)
      }
    }
  }

  @Test("a seed shuffles stratified folds within classes and repeats")
  func shuffled() throws {
    let labels = (0..<60).map { $0 % 3 == 0 ? "a" : "b" }
    let people = utterances(speakers: labels.map { _ in "c/s" })
    func folds(_ seed: UInt64?) throws -> [[Int]] {
      try FoldPlan.stratified(folds: 5, seed: seed).folds(of: people, labels: labels).map(\.testIndices)
    }
    #expect(try folds(1) == folds(1))
    #expect(try folds(1) != folds(2))
    #expect(try folds(1) != folds(nil))
    for fold in try folds(1) {
      #expect(fold.count { labels[$0] == "a" } == 4 && fold.count == 12)
    }
  }

  @Test("balanced folds spread the women and the men of each corpus")
  func balanced() throws {
    let speakers = (0..<48).map { "\($0 % 2 == 0 ? "x" : "y")/\($0 / 4)" }
    let genders = speakers.map { Int($0.dropFirst(2)).map { $0 < 6 ? Gender.male : .female } ?? .unknown }
    let people = utterances(speakers: speakers, genders: genders)
    let folds = try FoldPlan.speakers(folds: 3, balancesGender: true).folds(
      of: people, labels: people.map(\.emotion))
    for fold in folds {
      let tested = Set(fold.testIndices.map { people[$0].qualifiedSpeaker })
      #expect(tested.count == 8)
      #expect(Set(fold.trainingIndices.map { people[$0].qualifiedSpeaker }).isDisjoint(with: tested))
      #expect(fold.testIndices.count { people[$0].gender == .male } == 8)
      #expect(fold.testIndices.count { people[$0].corpus == "x" } == 8)
    }
  }

  @Test("plans have names")
  func names() {
    #expect(FoldPlan(named: "stratified") == .stratified(folds: 5))
    #expect(FoldPlan(named: "stratified:10") == .stratified(folds: 10))
    #expect(FoldPlan(named: "speakers:6") == .speakers(folds: 6))
    #expect(FoldPlan(named: "leave-one-speaker-out") == .leaveOneSpeakerOut)
    #expect(FoldPlan(named: "leave-one-corpus-out") == .leaveOneCorpusOut)
    #expect(FoldPlan(named: "emobox-ravdess") == .list(.emoboxRAVDESS))
    for name in ["speakers:1", "speakers:x", "leave-one-speaker-out:3", "random", ""] {
      #expect(FoldPlan(named: name) == nil)
    }
    #expect(FoldPlan.stratified(folds: 5).summary == "5 stratified folds, speakers shared")
  }

  @Test("plans that do not fit say why")
  func errors() throws {
    func error(_ plan: FoldPlan, _ people: [Utterance]) -> FoldError? {
      do { _ = try plan.folds(of: people, labels: people.map(\.emotion)) } catch { return error }
      return nil
    }
    let people = utterances(speakers: ["a/1", "a/1", "a/2", "a/2"])
    #expect(error(.stratified(folds: 1), people) == .foldCount(folds: 1, clips: 4))
    #expect(error(.stratified(folds: 3), people) == .classesTooSmall(folds: 3, largestClass: 2))
    #expect(error(.speakers(folds: 3), people) == .tooFewSpeakers(folds: 3, speakers: 2))
    #expect(error(.leaveOneSpeakerOut, Array(people[..<2])) == .tooFewSpeakers(folds: 2, speakers: 1))
    let unknown = utterances(speakers: ["a/1", "a/unknown", "b/unknown"])
    let found = error(.speakers(folds: 2), unknown)
    #expect(found == .unknownSpeakers(clips: 2, corpora: ["a", "b"]))
    #expect(found?.description.contains("speaker column") == true)
  }
}
