import Foundation

/// The passes that make up a Fourier transform of one length, and what they rotate by.
struct FourierPlan: Sendable {
  /// One pass over the buffer, which splits sequences of `radix * count` numbers into `radix` parts.
  struct Stage: Sendable {
    var radix: Int
    var count: Int
    /// Number of sequences, interleaved.
    var stride: Int
    var firstTwiddle: Int
  }

  /// Samples per signal.
  let length: Int
  let stages: [Stage]
  /// (cosine, sine) pairs, stage after stage.
  let twiddles: [Double]

  /// Computes the tables.
  ///
  /// - Parameters:
  ///   - length: Samples per signal.
  ///   - radices: Factors whose product it is, in the order of the stages.
  init(length: Int, radices: [Int]) {
    self.length = length
    var stages: [Stage] = []
    var twiddles: [Double] = []
    var (rest, stride) = (length, 1)
    for radix in radices {
      let count = rest / radix
      stages.append(Stage(radix: radix, count: count, stride: stride, firstTwiddle: twiddles.count))
      for place in 0..<count {
        for part in 1..<radix {
          let angle = -2 * Double.pi * Double(place * part) / Double(rest)
          twiddles += [cos(angle), sin(angle)]
        }
      }
      rest = count
      stride *= radix
    }
    self.stages = stages
    self.twiddles = twiddles
  }

  /// Factors of a length in the order of the stages, small ones first: a last stage needs no twiddles, so it had better be
  /// long. A prime factor above 7 is left out.
  static func radices(of length: Int) -> [Int] {
    precondition(length > 0, "a transform has at least one sample")
    var radices: [Int] = []
    var rest = length
    for radix in [4, 2, 3, 5, 7] {
      while rest.isMultiple(of: radix) {
        radices.append(radix)
        rest /= radix
      }
    }
    return radices.sorted()
  }
}
