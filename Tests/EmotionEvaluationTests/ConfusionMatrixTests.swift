import EmotionEvaluation
import Testing

@Suite("Confusion matrix")
struct ConfusionMatrixTests {
  /// Scores are quotients of small counts: double precision leaves nothing but the last bits.
  let tolerance = 1e-12

  @Test("counts and scores equal scikit-learn's")
  func scores() throws {
    for row in try golden("scores.json", as: [GoldenScores].self) {
      let report = ClassificationReport(truth: row.truth, predictions: row.predictions, labels: row.labels)
      let matrix = ConfusionMatrix(
        labels: report.labels, truth: row.truth, predictions: row.predictions)
      #expect(matrix.counts == row.confusionMatrix, "\(row.name)")
      // A matrix cannot know of classes that it leaves out.
      guard report.coversAllClasses else { continue }
      #expect(abs(matrix.accuracy - row.accuracy) < tolerance, "\(row.name)")
      #expect(
        abs(matrix.unweightedAverageRecall - row.unweightedAverageRecall) < tolerance, "\(row.name)")
      #expect(abs(matrix.macroF1 - row.macroF1) < tolerance, "\(row.name)")
    }
  }

  @Test("absent classes are left out of the mean recall but count as 0 in macro F1")
  func absentClass() {
    let matrix = ConfusionMatrix(
      labels: ["calm", "happy", "sad"], truth: [0, 0, 1, 1], predictions: [0, 0, 1, 1])
    #expect(matrix.recalls == [1, 1, nil])
    #expect(matrix.unweightedAverageRecall == 1)
    #expect(matrix.macroF1 == 2.0 / 3.0)
  }

  @Test("an empty matrix scores 0 rather than not-a-number")
  func empty() {
    let matrix = ConfusionMatrix(labels: ["calm", "happy"])
    #expect(matrix.accuracy == 0)
    #expect(matrix.unweightedAverageRecall == 0)
    #expect(matrix.macroF1 == 0)
    #expect(!ClassificationReport(matrix).text().contains("nan"))
  }

  @Test("matrices of the same labels add up")
  func addition() {
    var pooled = ConfusionMatrix(labels: ["a", "b"], truth: [0, 1], predictions: [0, 0])
    pooled += ConfusionMatrix(labels: ["a", "b"], truth: [1], predictions: [1])
    #expect(pooled.counts == [[1, 0], [1, 1]])
    #expect(pooled.support == [1, 2])
    #expect(pooled.predicted == [2, 1])
    #expect(pooled.total == 3)
  }

  @Test("the table names each row, numbers each column and dots the zeros")
  func text() {
    let matrix = ConfusionMatrix(
      labels: ["calm", "happy", "sad"], truth: [0, 0, 1], predictions: [0, 1, 1])
    #expect(
      matrix.text == """
        true \\ predicted  1  2  3  recall
        1 calm            1  1  .    0.50
        2 happy           .  1  .    1.00
        3 sad             .  .  .       -

        """)
  }
}
