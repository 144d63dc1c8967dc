import Foundation

/// A chain of peaking filters: the response of a microphone, a telephone or a room's colour, as a random curve.
///
/// Second-order sections after R. Bristow-Johnson's "Cookbook formulae for audio equalizer biquad filter
/// coefficients", an octave and a half wide each.
struct Equalizer {
  private struct Section {
    var b0: Float
    var b1: Float
    var b2: Float
    var a1: Float
    var a2: Float
  }

  /// What a section keeps from one sample to the next.
  private struct Memory {
    var first: Float = 0
    var second: Float = 0
  }

  private var sections: [Section] = []

  /// Centres of the bands, evenly spaced in octaves from 120 Hz to 0.4 of the rate.
  static func frequencies(count: Int, sampleRate: Int) -> [Double] {
    let low = 120.0
    let high = 0.4 * Double(sampleRate)
    guard count > 1 else { return [low] }
    return (0..<count).map { low * pow(high / low, Double($0) / Double(count - 1)) }
  }

  init(decibels: [Double], sampleRate: Int) {
    let centres = Self.frequencies(count: decibels.count, sampleRate: sampleRate)
    for (gain, centre) in zip(decibels, centres) {
      let amplitude = pow(10, gain / 40)
      let omega = 2 * Double.pi * centre / Double(sampleRate)
      let bandwidth = 1.5
      let alpha = sin(omega) * sinh(log(2) / 2 * bandwidth * omega / sin(omega))
      let a0 = 1 + alpha / amplitude
      sections.append(
        Section(
          b0: Float((1 + alpha * amplitude) / a0), b1: Float(-2 * cos(omega) / a0),
          b2: Float((1 - alpha * amplitude) / a0), a1: Float(-2 * cos(omega) / a0),
          a2: Float((1 - alpha / amplitude) / a0)))
    }
  }

  /// Filters in place (transposed direct form II).
  ///
  /// Each sample goes through all sections before the next one: within a section every step waits for the one before, so
  /// the processor has the other sections to do meanwhile.
  func apply(to samples: inout [Float]) {
    samples.withUnsafeMutableBufferPointer { samples in
      withUnsafeTemporaryAllocation(of: Memory.self, capacity: sections.count) { memories in
        memories.initialize(repeating: Memory())
        sections.withUnsafeBufferPointer { sections in
          for index in samples.indices {
            var value = samples[index]
            for place in sections.indices {
              let section = sections[place]
              let output = section.b0 * value + memories[place].first
              memories[place].first = section.b1 * value - section.a1 * output + memories[place].second
              memories[place].second = section.b2 * value - section.a2 * output
              value = output
            }
            samples[index] = value
          }
        }
      }
    }
  }
}
