import EmotionEvaluation
import Foundation
import Testing

@Suite("Evaluation report")
struct EvaluationReportTests {
  let report = EvaluationReport(
    labels: ["calm", "happy"], truth: [0, 0, 1, 1], predictions: [0, 1, 1, 1],
    speakers: ["ravdess/01", "ravdess/02", "tess/OAF", "tess/OAF"], split: "speakers held out")

  @Test("the JSON has exactly the documented keys")
  func keys() throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "accuracy", "unweighted_average_recall", "macro_f1", "labels", "confusion_matrix", "per_class",
        "clips", "speakers", "split",
      ])
    let classes = try #require(object["per_class"] as? [String: [String: Any]])
    #expect(Set(classes.keys) == ["calm", "happy"])
    #expect(classes["calm"]?["recall"] as? Double == 0.5)
    #expect(classes["happy"]?["support"] as? Int == 2)
    #expect(object["speakers"] as? Int == 3)
  }

  @Test("parts by corpus and speaker come where asked for, and the JSON reads back equal")
  func parts() throws {
    let full = EvaluationReport(
      labels: ["calm", "happy"], truth: [0, 0, 1, 1], predictions: [0, 1, 1, 1],
      speakers: ["ravdess/01", "ravdess/02", "tess/OAF", "tess/OAF"], split: "all clips",
      corpora: ["ravdess", "ravdess", "tess", "tess"], listsSpeakers: true)
    #expect(full.perCorpus?["ravdess"]?.accuracy == 0.5)
    #expect(full.perCorpus?["tess"]?.unweightedAverageRecall == 1)
    #expect(full.perCorpus?["tess"]?.speakers == 1)
    #expect(full.perSpeaker?.count == 3)
    let json = try full.json()
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: json) == full)
    let text = try #require(String(bytes: json, encoding: .utf8))
    #expect(text.contains("\"per_corpus\""))
    #expect(text.contains("\"ravdess/02\""))
  }
}
