import Foundation
import Testing

@Suite("speech-emotion evaluate: degradations and abstaining")
struct RobustnessTests {
  @Test("--degrade changes what is heard, the same way every time")
  func degrade() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      func report(_ arguments: String...) throws -> Data {
        let outcome = try place.run(["evaluate", "ravdess", "--json", "--model", place.model] + arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
      }
      for kind in ["babble:0", "hall", "opus:16"] {
        let one = try report("--degrade", kind)
        #expect(try report("--degrade", kind, "--jobs", "1") == one)
        let object = try #require(try JSONSerialization.jsonObject(with: one) as? [String: Any])
        #expect((object["degradation"] as? String)?.hasPrefix(kind) == true)
      }
      let text = try place.runWithModel("evaluate", "ravdess", "--degrade", "white:5")
      #expect(text.text.contains("white noise at 5 dB"))
      let alone = try place.runWithModel("evaluate", "ravdess", "--speakers", "01", "--degrade", "babble:5")
      #expect(alone.status == 1 && alone.errors.contains("other speakers"))
    }
  }

  @Test("--robustness compares the standard list with clean clips")
  func robustness() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      let outcome = try place.runWithModel("evaluate", "ravdess", "--robustness", "--json")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(try outcome.json() as? [String: Any])
      let conditions = try #require(report["conditions"] as? [[String: Any]])
      #expect(conditions.count == 18)
      #expect(conditions.first?["degradation"] is NSNull)
      let clean = try #require(conditions.first?["unweighted_average_recall"] as? Double)
      for condition in conditions {
        #expect(condition["clips"] as? Int == 12 && condition["clips_unanswered"] as? Int == 0)
        let recall = try #require(condition["unweighted_average_recall"] as? Double)
        #expect(condition["loss"] as? Double == clean - recall)
      }
      let plain = try #require(
        try place.runWithModel("evaluate", "ravdess", "--json").json() as? [String: Any])
      #expect(plain["unweighted_average_recall"] as? Double == clean)
      let points = try #require(plain["coverage"] as? [[String: Any]])
      #expect(points.count == 6 && points.first?["clips"] as? Int == 12)
      #expect(plain["expected_calibration_error"] is Double)
    }
  }
}
