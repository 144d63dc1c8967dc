import EmotionCorpora
import Foundation
import SpeechFeatures

/// Mixes clips of a batch with each other, features and targets in the same shares (Zhang, Cisse, Dauphin & Lopez-Paz,
/// "mixup: Beyond Empirical Risk Minimization", ICLR 2018).
struct ClipMixer {
  let mixup: TrainingRecipe.Mixup

  /// Mixes in place. The larger share stays with the clip whose length the row keeps.
  ///
  /// - Parameters:
  ///   - matrices: Features of each clip.
  ///   - targets: Probability of each class for each clip; shape `[clips, classes]`.
  ///   - classCount: Number of classes.
  ///   - seed: Decides who is mixed with whom and in which shares.
  func mix(_ matrices: inout [FeatureMatrix], _ targets: inout [Float], classCount: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (originals, originalTargets) = (matrices, targets)
    let partners = generator.shuffled(Array(matrices.indices))
    for (clip, partner) in zip(matrices.indices, partners) {
      guard generator.chance(mixup.probability), partner != clip else { continue }
      let drawn = beta(using: &generator)
      let share = Float(max(drawn, 1 - drawn))
      let shared = min(originals[clip].values.count, originals[partner].values.count)
      for index in 0..<shared {
        matrices[clip].values[index] +=
          (1 - share) * (originals[partner].values[index] - originals[clip].values[index])
      }
      for label in 0..<classCount {
        targets[clip * classCount + label] =
          share * originalTargets[clip * classCount + label]
          + (1 - share) * originalTargets[partner * classCount + label]
      }
    }
  }

  /// A draw from Beta(alpha, alpha): Jöhnk's method below 1, the ratio of sums of logarithms of whole numbers above.
  private func beta(using generator: inout SeededGenerator) -> Double {
    guard mixup.alpha != 1 else { return generator.uniform(in: 0...1) }
    if mixup.alpha < 1 {
      while true {
        let x = pow(generator.uniform(in: 0...1), 1 / mixup.alpha)
        let y = pow(generator.uniform(in: 0...1), 1 / mixup.alpha)
        if x + y > 0, x + y <= 1 { return x / (x + y) }
      }
    }
    let terms = Int(mixup.alpha.rounded())
    func gamma(_ generator: inout SeededGenerator) -> Double {
      (0..<terms).reduce(0) { sum, _ in sum - log(generator.uniform(in: 1e-12...1)) }
    }
    let (x, y) = (gamma(&generator), gamma(&generator))
    return x / (x + y)
  }
}
