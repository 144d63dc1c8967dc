import Foundation

/// The orthonormal discrete cosine transform of type II that turns log-mel rows into cepstral coefficients.
///
/// `y[k] = f(k) Σ x[n] cos(π k (2n + 1) / 2N)`, `f(0) = √(1/N)`, else `√(2/N)` (`scipy.fft.dct(norm="ortho")`).
struct CosineTransform: Sendable {
  let inputCount: Int
  let outputCount: Int
  /// Shape `[outputCount, inputCount]`.
  private let weights: [Float]

  /// Computes the weights of the first `outputCount` coefficients, liftered where `lifter` is positive.
  ///
  /// The lifter scales coefficient `k` by `1 + lifter/2 * sin(π (k + 1) / lifter)` (Juang et al. 1987, as librosa).
  init(inputCount: Int, outputCount: Int, lifter: Double) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    var weights: [Float] = []
    weights.reserveCapacity(inputCount * outputCount)
    for k in 0..<outputCount {
      var factor = (Double(k == 0 ? 1 : 2) / Double(inputCount)).squareRoot()
      if lifter > 0 { factor *= 1 + lifter / 2 * sin(Double.pi * Double(k + 1) / lifter) }
      for n in 0..<inputCount {
        weights.append(Float(factor * cos(Double.pi * Double(k * (2 * n + 1)) / Double(2 * inputCount))))
      }
    }
    self.weights = weights
  }

  /// Transforms every row: `[frames, inputCount]` to `[frames, outputCount]`.
  func applied(to rows: [Float]) -> [Float] {
    let frames = rows.count / inputCount
    var result = [Float](repeating: 0, count: frames * outputCount)
    rows.withUnsafeBufferPointer { rows in
      weights.withUnsafeBufferPointer { weights in
        result.withUnsafeMutableBufferPointer { result in
          guard let source = rows.baseAddress, let weight = weights.baseAddress else { return }
          for frame in 0..<frames {
            let row = source + frame * inputCount
            for k in 0..<outputCount {
              let wave = weight + k * inputCount
              var sum: Float = 0
              for n in 0..<inputCount { sum += row[n] * wave[n] }
              result[frame * outputCount + k] = sum
            }
          }
        }
      }
    }
    return result
  }
}
