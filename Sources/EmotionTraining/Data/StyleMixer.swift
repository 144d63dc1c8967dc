import EmotionCorpora
import SpeechFeatures

/// Gives clips of a batch the spectral balance and the dynamics of each other, and leaves what is said and how as it is:
/// each band is standardised, then scaled and moved by statistics between its own and another clip's (Zhou, Yang, Qiao & Xiang,
/// "Domain Generalization with MixStyle", ICLR 2021; over frequency as Kim et al., "Domain Generalization on Efficient
/// Acoustic Scene Classification using Residual Normalization", DCASE 2021).
struct StyleMixer {
  let mixing: TrainingRecipe.Mixup

  /// Below this a band's deviation is rounding, and dividing by it would make noise of nothing.
  private static let smallestDeviation: Float = 1e-3

  /// Mixes in place; classes stay, since the style is not what a clip is labelled for.
  ///
  /// - Parameters:
  ///   - matrices: Features of each clip.
  ///   - seed: Decides who gets whose style, and how much of it.
  func mix(_ matrices: inout [FeatureMatrix], seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let partners = generator.shuffled(Array(matrices.indices))
    let styles = matrices.map(Style.init(of:))
    for (clip, partner) in zip(matrices.indices, partners) {
      guard generator.chance(mixing.probability), partner != clip else { continue }
      let share = Float(mixing.beta(using: &generator))
      let (own, other) = (styles[clip], styles[partner])
      let binCount = matrices[clip].binCount
      for bin in 0..<binCount where own.deviations[bin] > Self.smallestDeviation {
        let deviation = share * own.deviations[bin] + (1 - share) * other.deviations[bin]
        let mean = share * own.means[bin] + (1 - share) * other.means[bin]
        let scale = deviation / own.deviations[bin]
        for index in stride(from: bin, to: matrices[clip].values.count, by: binCount) {
          matrices[clip].values[index] = (matrices[clip].values[index] - own.means[bin]) * scale + mean
        }
      }
    }
  }

  /// Mean and standard deviation of each band over a clip.
  private struct Style {
    var means: [Float]
    var deviations: [Float]

    init(of matrix: FeatureMatrix) {
      means = Array(repeating: 0, count: matrix.binCount)
      deviations = means
      let frames = Float(max(matrix.frameCount, 1))
      for bin in 0..<matrix.binCount {
        let places = stride(from: bin, to: matrix.values.count, by: matrix.binCount)
        let mean = places.reduce(Float(0)) { $0 + matrix.values[$1] } / frames
        let variance =
          places.reduce(Float(0)) {
            $0 + (matrix.values[$1] - mean) * (matrix.values[$1] - mean)
          } / frames
        (means[bin], deviations[bin]) = (mean, variance.squareRoot())
      }
    }
  }
}
