import EmotionEvaluation
import Testing

@Suite("Bootstrap over speakers")
struct GroupBootstrapTests {
  let labels = ["calm", "happy"]

  /// Eight speakers with four clips a class; speaker `k` has `k % 5` of each class right.
  var clips: (truth: [Int], predictions: [Int], speakers: [String]) {
    var clips: (truth: [Int], predictions: [Int], speakers: [String]) = ([], [], [])
    for speaker in 0..<8 {
      for label in 0..<2 {
        for clip in 0..<4 {
          clips.truth.append(label)
          clips.predictions.append(clip < speaker % 5 ? label : 1 - label)
          clips.speakers.append("corpus/\(speaker)")
        }
      }
    }
    return clips
  }

  @Test("the interval holds the estimate, repeats with its seed and moves with another")
  func interval() {
    let (truth, predictions, speakers) = clips
    func bootstrap(_ seed: UInt64) -> GroupBootstrap {
      GroupBootstrap(
        labels: labels, truth: truth, predictions: predictions, groups: speakers, resamples: 300, seed: seed)
    }
    let first = bootstrap(1)
    #expect(first == bootstrap(1))
    #expect(first != bootstrap(2))
    #expect(first.groups == 8)
    #expect(first.estimate == (0 + 1 + 2 + 3 + 4 + 0 + 1 + 2) / 32.0)
    #expect(first.lower < first.estimate && first.estimate < first.upper)
    // The standard error of a mean of eight such speakers is about 0.12.
    #expect((0.2...0.6).contains(first.upper - first.lower))
  }

  @Test("speakers that all score the same leave no doubt")
  func noSpread() {
    let matrix = ConfusionMatrix(labels: labels, truth: [0, 0, 1, 1], predictions: [0, 1, 1, 0])
    let interval = GroupBootstrap(matrices: [matrix, matrix, matrix], resamples: 50) { $0.accuracy }
    #expect(interval.lower == 0.5 && interval.upper == 0.5 && interval.estimate == 0.5)
  }
}
