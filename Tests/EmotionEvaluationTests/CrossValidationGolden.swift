import EmotionEvaluation
import Foundation
import Testing

/// What `Golden/make_cross_validation.py` computed for one reading; triples are accuracy, mean recall, macro F1.
struct GoldenReading: Decodable, Sendable {
  var name: String
  var runs: [[Double]]
  var mean: [Double]
  var deviation: [Double]
  var seedMeans: [[Double]]
  var seedDeviation: [Double]
  var confusion: [[Int]]
  var errorBefore: Double
  var errorAfter: Double
  var half: Double
  var interval: [Double]
  var speakers: [String: Double]
  var leftOut: Int
}

/// The record that `Golden/make_cross_validation.py` made up: three folds, two seeds, six speakers, three readings.
func goldenRecord() throws -> CrossValidationRecord {
  let folder = Bundle.module.resourceURL?.appendingPathComponent("Golden")
  let url = try #require(folder?.appendingPathComponent("cross_validation.json"))
  return try CrossValidationRecord(json: Data(contentsOf: url))
}

/// A record of one run with two clips, of corpora and speakers with such names.
func tinyRecord(named name: String) -> CrossValidationRecord {
  let audit = FoldResult.Audit(
    isSpeakerIndependent: true, findings: ["Speaker-independent: \(name)."], sharedSpeakers: [],
    sharedRecordings: 0, sharedSentences: 0, testSentences: 1)
  let clips = [0, 1].map {
    FoldResult.Clip(
      id: "\(name)/\($0)", corpus: name, speaker: "\(name)/\($0)", gender: name, truth: $0, logits: [2, 1])
  }
  let epoch = FoldResult.Epoch(
    epoch: 1, trainingLoss: 1, trainingAccuracy: 0.5, validationLoss: nil, validationRecall: nil,
    learningRate: 0.001, seconds: 1)
  let labels = ["\(name) 0", "\(name) 1"]
  let result = FoldResult(
    fold: name, seed: 1, audit: audit, trainingClips: 2, validationClips: 0, validationSpeakers: [],
    testSpeakers: clips.map(\.speaker), labels: labels, history: [epoch], keptEpoch: 1, temperature: 1,
    seconds: 1, clips: clips, unusableClips: 0)
  return CrossValidationRecord(
    title: name, split: name, corpora: [.init(name: name, clips: 2, speakers: 2)], command: name,
    updated: name, recipe: name, hardware: name, notes: [name], folds: [name], seeds: [1],
    readings: [ClassReading(name: name, labels: labels, sources: [[0], [1]])], results: [result])
}
