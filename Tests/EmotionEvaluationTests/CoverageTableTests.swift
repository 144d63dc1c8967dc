import EmotionEvaluation
import Testing

@Suite("Coverage against accuracy")
struct CoverageTableTests {
  @Test("the surest clips are answered, ties together")
  func points() {
    let curve = CoverageTable(
      labels: ["a", "b"], truth: [0, 0, 1, 1, 0], predictions: [0, 0, 1, 0, 1],
      confidences: [0.9, 0.8, 0.7, 0.5, 0.5], coverages: [1, 0.8, 0.6, 0.2])
    #expect(curve.points.map(\.clips) == [5, 5, 3, 1])
    #expect(curve.points.map(\.threshold) == [0, 0.5, 0.7, 0.9])
    #expect(curve.points.map(\.coverage) == [1, 1, 0.6, 0.2])
    #expect(curve.points.map(\.accuracy) == [0.6, 0.6, 1, 1])
    #expect(curve.points[2].unweightedAverageRecall == 1)
    #expect(curve.points[0].unweightedAverageRecall == (2.0 / 3 + 0.5) / 2)
  }
}
