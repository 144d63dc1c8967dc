import EmotionEvaluation
import Foundation
import Testing

@Suite("JSON of a cross-validation")
struct CrossValidationRecordTests {
  @Test("the record comes back equal, the summary lies beside it, and the bytes repeat")
  func roundTrip() throws {
    let record = try goldenRecord()
    let json = try record.json()
    #expect(try record.json() == json)
    #expect(try CrossValidationRecord(json: json) == record)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let summary = try #require(object["summary"] as? [String: Any])
    #expect(Set(summary.keys) == ["readings", "verdict"])
    #expect(object["title"] as? String == record.title)
    let verdict = try #require(summary["verdict"] as? [String: Any])
    #expect(verdict["speaker_independent"] as? Bool == true)
    #expect(verdict["planned_runs"] as? Int == 6)
    let reading = try #require((summary["readings"] as? [[String: Any]])?.first)
    let overRuns = try #require(reading["over_runs"] as? [String: [String: Any]])
    #expect(overRuns["unweighted_average_recall"]?["count"] as? Int == 6)
    #expect(json.last == UInt8(ascii: "\n"))
  }

  @Test("the summary reads back equal")
  func summary() throws {
    let summary = try CrossValidationSummary(goldenRecord(), resamples: 10)
    let json = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(CrossValidationSummary.self, from: json) == summary)
  }

  @Test("what does not fit together is refused with where and what", arguments: Damage.allCases)
  func refusals(damage: Damage) throws {
    var record = try goldenRecord()
    damage.apply(to: &record)
    let error = try #require(throws: CrossValidationError.self) { try CrossValidationSummary(record) }
    #expect(error.description.contains(damage.words), "\(error)")
    #expect(error.localizedDescription == error.description)
    #expect(throws: CrossValidationError.self) { try ReportPage(record) }
  }

  enum Damage: CaseIterable {
    case twice, otherLabels, temperature, weights, logits, truth, source, sources

    func apply(to record: inout CrossValidationRecord) {
      switch self {
      case .twice: record.results.append(record.results[2])
      case .otherLabels: record.results[1].labels.reverse()
      case .temperature: record.results[1].temperature = 0
      case .weights: record.results[1].outputWeights = [1, 0, 1, 1, 1, 1]
      case .logits: record.results[1].clips[0].logits.removeLast()
      case .truth: record.results[1].clips[0].truth = 6
      case .source: record.readings[1].sources[0] = [9]
      case .sources: record.readings[1].sources.removeLast()
      }
    }

    var words: String {
      switch self {
      case .twice: "run f2, seed 7: it is there twice"
      case .otherLabels: "run f1, seed 8: its labels are not those of the first run"
      case .temperature: "its temperature is 0.0, not a positive number"
      case .weights: "its output_weights are not 6 positive numbers"
      case .logits: "clip a/1-0-0 has 5 logits for 6 labels"
      case .truth: "the truth of clip a/1-0-0 is 6, not the index of one of 6 labels"
      case .source: "reading three names output 9 of a network that has 6"
      case .sources: "reading three has 3 labels but 2 sources"
      }
    }
  }
}
