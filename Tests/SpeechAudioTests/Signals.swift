import Foundation

/// Test signals and the measures that are taken of them.
enum Signals {
  /// A sine of the given frequency; shape `[seconds * sampleRate]`.
  static func sine(
    _ frequency: Double, amplitude: Double = 0.5, seconds: Double, sampleRate: Int
  ) -> [Float] {
    (0..<Int(seconds * Double(sampleRate))).map {
      Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(sampleRate)))
    }
  }

  /// Channels woven into one row.
  static func interleaved(_ channels: [[Float]]) -> [Float] {
    guard let first = channels.first else { return [] }
    return first.indices.flatMap { index in channels.map { $0[index] } }
  }

  /// The amplitude of one frequency, measured over the middle of the samples with a Hann window.
  static func amplitude(of frequency: Double, in samples: [Float], sampleRate: Int) -> Double {
    let middle = samples[(samples.count / 8)..<(samples.count * 7 / 8)]
    var real = 0.0
    var imaginary = 0.0
    var weight = 0.0
    for (index, sample) in middle.enumerated() {
      let window = 0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(middle.count))
      let phase = 2 * .pi * frequency * Double(index) / Double(sampleRate)
      real += window * Double(sample) * cos(phase)
      imaginary -= window * Double(sample) * sin(phase)
      weight += window
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / weight
  }

  /// The largest difference between two rows over their common length.
  static func largestDifference(_ first: [Float], _ second: [Float]) -> Float {
    zip(first, second).map { abs($0 - $1) }.max() ?? 0
  }

  static func rootMeanSquare(_ samples: some Collection<Float>) -> Double {
    (samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))).squareRoot()
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
