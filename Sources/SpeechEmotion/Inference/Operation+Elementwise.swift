/// An element-wise function, in place.
struct Activation: Operation {
  let function: ActivationSpec
  let outputSize: Int
  var worksInPlace: Bool { true }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    ElementFunctions.apply(function, to: output, count: frames * outputSize)
  }
}

/// Normalisation over the channels of each frame, in place.
struct FrameNormalization: Operation {
  let weight: [Float]
  let bias: [Float]
  let epsilon: Float

  var outputSize: Int { weight.count }
  var worksInPlace: Bool { true }

  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let size = weight.count
    weight.withUnsafeBufferPointer { weight in
      bias.withUnsafeBufferPointer { bias in
        for frame in 0..<frames {
          let row = output + frame * size
          let mean = sum(row, count: size) { $0 } / Float(size)
          let variance = sum(row, count: size) { ($0 - mean) * ($0 - mean) } / Float(size)
          let scale = 1 / (variance + epsilon).squareRoot()
          for channel in 0..<size {
            row[channel] = (row[channel] - mean) * scale * weight[channel] + bias[channel]
          }
        }
      }
    }
  }

  /// Eight sums side by side: faster, since none waits for the other, and with less rounding.
  @inline(__always)
  private func sum(
    _ values: UnsafePointer<Float>, count: Int, _ term: (SIMD8<Float>) -> SIMD8<Float>
  ) -> Float {
    let raw = UnsafeRawPointer(values)
    var sums = SIMD8<Float>.zero
    for index in 0..<count / 8 {
      sums += term(raw.loadUnaligned(fromByteOffset: 32 * index, as: SIMD8<Float>.self))
    }
    var rest: Float = 0
    for index in count / 8 * 8..<count { rest += term(SIMD8(repeating: values[index]))[0] }
    return sums.sum() + rest
  }
}
