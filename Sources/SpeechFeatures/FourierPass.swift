import Foundation

/// One pass of Stockham's algorithm: short transforms across the buffer, each result rotated and put in its place.
///
/// For odd radices, inputs at opposite places enter as sum and difference, because
/// `x[j] w^jk + x[r-j] w^-jk = cos(2πjk/r) (x[j] + x[r-j]) - i sin(2πjk/r) (x[j] - x[r-j])`.
struct FourierPass {
  typealias Buffer = UnsafeMutablePointer<ComplexLanes>

  let source: Buffer
  let target: Buffer
  /// Length of the parts that come out.
  let count: Int
  /// Number of sequences that are split, interleaved.
  let stride: Int
  /// `count` rows of `radix - 1` (cosine, sine) pairs.
  let twiddles: UnsafePointer<Double>

  /// Calls `body` with where to read (`step` apart), where to write (`stride` apart) and which twiddles to use.
  @inline(__always)
  private func forEachGroup(radix: Int, _ body: (Buffer, Buffer, UnsafePointer<Double>) -> Void) {
    for place in 0..<count {
      let row = twiddles + 2 * (radix - 1) * place
      let input = source + stride * place
      let output = target + stride * radix * place
      for sequence in 0..<stride { body(input + sequence, output + sequence, row) }
    }
  }

  private var step: Int { stride * count }

  func splitInTwo() {
    let (step, stride) = (step, stride)
    forEachGroup(radix: 2) { input, output, twiddles in
      let (x0, x1) = (input[0], input[step])
      output[0] = x0 + x1
      output[stride] = (x0 - x1).rotated(by: twiddles, 0)
    }
  }

  /// A pass of `CFeatureKernels`, which takes source, target, count, stride and twiddles, two sequences at once.
  @inline(__always)
  func inKernel(
    _ kernel: (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int, Int, UnsafePointer<Double>?) ->
      Void
  ) {
    kernel(Self.numbers(source), Self.numbers(target), count, stride, twiddles)
  }

  /// Places as C sees them: of each two real parts, then two imaginary ones.
  static func numbers(_ places: Buffer) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(places).assumingMemoryBound(to: Double.self)
  }

  func splitInThree() {
    let (step, stride) = (step, stride)
    let sine = Self.sin3
    forEachGroup(radix: 3) { input, output, twiddles in
      let x0 = input[0]
      let sum = input[step] + input[2 * step]
      let even = x0 - 0.5 * sum
      let odd = sine * (input[step] - input[2 * step]).turnedBack
      output[0] = x0 + sum
      output[stride] = (even + odd).rotated(by: twiddles, 0)
      output[2 * stride] = (even - odd).rotated(by: twiddles, 1)
    }
  }

  func splitInFour() {
    let (step, stride) = (step, stride)
    forEachGroup(radix: 4) { input, output, twiddles in
      let (x0, x1, x2, x3) = (input[0], input[step], input[2 * step], input[3 * step])
      let (evenSum, evenDifference) = (x0 + x2, x0 - x2)
      let (oddSum, oddDifference) = (x1 + x3, (x1 - x3).turnedBack)
      output[0] = evenSum + oddSum
      output[stride] = (evenDifference + oddDifference).rotated(by: twiddles, 0)
      output[2 * stride] = (evenSum - oddSum).rotated(by: twiddles, 1)
      output[3 * stride] = (evenDifference - oddDifference).rotated(by: twiddles, 2)
    }
  }

  func splitInFive() {
    let (step, stride) = (step, stride)
    let (c1, c2) = Self.cos5
    let (s1, s2) = Self.sin5
    forEachGroup(radix: 5) { input, output, twiddles in
      let x0 = input[0]
      let sum1 = input[step] + input[4 * step]
      let sum2 = input[2 * step] + input[3 * step]
      let difference1 = (input[step] - input[4 * step]).turnedBack
      let difference2 = (input[2 * step] - input[3 * step]).turnedBack
      let even1 = x0 + c1 * sum1 + c2 * sum2
      let even2 = x0 + c2 * sum1 + c1 * sum2
      let odd1 = s1 * difference1 + s2 * difference2
      let odd2 = s2 * difference1 - s1 * difference2
      output[0] = x0 + sum1 + sum2
      output[stride] = (even1 + odd1).rotated(by: twiddles, 0)
      output[2 * stride] = (even2 + odd2).rotated(by: twiddles, 1)
      output[3 * stride] = (even2 - odd2).rotated(by: twiddles, 2)
      output[4 * stride] = (even1 - odd1).rotated(by: twiddles, 3)
    }
  }

  func splitInSeven() {
    let (step, stride) = (step, stride)
    let (c1, c2, c3) = Self.cos7
    let (s1, s2, s3) = Self.sin7
    forEachGroup(radix: 7) { input, output, twiddles in
      let x0 = input[0]
      let sum1 = input[step] + input[6 * step]
      let sum2 = input[2 * step] + input[5 * step]
      let sum3 = input[3 * step] + input[4 * step]
      let difference1 = (input[step] - input[6 * step]).turnedBack
      let difference2 = (input[2 * step] - input[5 * step]).turnedBack
      let difference3 = (input[3 * step] - input[4 * step]).turnedBack
      let even1 = x0 + c1 * sum1 + c2 * sum2 + c3 * sum3
      let even2 = x0 + c2 * sum1 + c3 * sum2 + c1 * sum3
      let even3 = x0 + c3 * sum1 + c1 * sum2 + c2 * sum3
      let odd1 = s1 * difference1 + s2 * difference2 + s3 * difference3
      let odd2 = s2 * difference1 - s3 * difference2 - s1 * difference3
      let odd3 = s3 * difference1 - s1 * difference2 + s2 * difference3
      output[0] = x0 + sum1 + sum2 + sum3
      output[stride] = (even1 + odd1).rotated(by: twiddles, 0)
      output[2 * stride] = (even2 + odd2).rotated(by: twiddles, 1)
      output[3 * stride] = (even3 + odd3).rotated(by: twiddles, 2)
      output[4 * stride] = (even3 - odd3).rotated(by: twiddles, 3)
      output[5 * stride] = (even2 - odd2).rotated(by: twiddles, 4)
      output[6 * stride] = (even1 - odd1).rotated(by: twiddles, 5)
    }
  }

  private static let sin3 = sin(2 * Double.pi / 3)
  private static let cos5 = (cos(2 * Double.pi / 5), cos(4 * Double.pi / 5))
  private static let sin5 = (sin(2 * Double.pi / 5), sin(4 * Double.pi / 5))
  private static let cos7 = (cos(2 * Double.pi / 7), cos(4 * Double.pi / 7), cos(6 * Double.pi / 7))
  private static let sin7 = (sin(2 * Double.pi / 7), sin(4 * Double.pi / 7), sin(6 * Double.pi / 7))
}
