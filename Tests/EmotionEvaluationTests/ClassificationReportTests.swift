import EmotionEvaluation
import Testing

struct GoldenScores: Decodable, Sendable {
  var name: String
  var truth: [String]
  var predictions: [String]
  var labels: [String]?
  var text2: String
  var text4: String
  var confusionMatrix: [[Int]]
  var accuracy: Double
  var unweightedAverageRecall: Double
  var macroF1: Double
}

@Suite("Classification report")
struct ClassificationReportTests {
  @Test("the text equals scikit-learn's to the character")
  func text() throws {
    let cases = try golden("scores.json", as: [GoldenScores].self)
    #expect(cases.count >= 20)
    for row in cases {
      let report = ClassificationReport(truth: row.truth, predictions: row.predictions, labels: row.labels)
      #expect(report.text() == row.text2, "\(row.name)")
      #expect(report.text(digits: 4) == row.text4, "\(row.name)")
    }
  }

  @Test("a report of a confusion matrix equals the one of its clips")
  func fromMatrix() throws {
    for row in try golden("scores.json", as: [GoldenScores].self) {
      let report = ClassificationReport(truth: row.truth, predictions: row.predictions, labels: row.labels)
      guard report.coversAllClasses else { continue }
      let matrix = ConfusionMatrix(
        labels: report.labels, truth: row.truth, predictions: row.predictions)
      #expect(ClassificationReport(matrix) == report, "\(row.name)")
    }
  }

  @Test("a class left out of the rows turns the accuracy into a micro average")
  func microAverage() {
    let report = ClassificationReport(truth: ["a", "b", "b"], predictions: ["a", "a", "b"], labels: ["a"])
    #expect(!report.coversAllClasses)
    #expect(report.text().contains("micro avg"))
    #expect(!report.text().contains("accuracy"))
    #expect(report.microAverage == ClassScores(precision: 0.5, recall: 1, f1: 2.0 / 3.0, support: 1))
  }
}
