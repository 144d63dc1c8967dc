internal import CFeatureKernels
import Foundation

/// Keeps every `factor`-th sample of a stream, after a low-pass that takes away what would fold over.
///
/// A windowed sinc (Oppenheim & Schafer, "Discrete-Time Signal Processing", section 7.5), evaluated for the samples that
/// are kept alone. It looks ahead by half its length; output `k` lies at input `k * factor`.
struct Decimator: Sendable {
  /// Input samples for one output sample; at least 1.
  let factor: Int
  private let taps: [Float]
  private var waiting: [Float]
  /// Room for `voice_decimate`.
  private var rows: [Float]

  init(factor: Int) {
    self.factor = factor
    let half = factor == 1 ? 0 : 8 * factor
    let cutoff = 0.45 / Double(factor)  // in parts of the input rate
    let raw = (-half...half).map { place -> Double in
      let x = 2 * cutoff * Double(place)
      let sinc = place == 0 ? 1 : sin(.pi * x) / (.pi * x)
      return sinc * (0.5 + 0.5 * cos(.pi * Double(place) / Double(half + 1)))
    }
    let sum = raw.reduce(0, +)
    taps = raw.map { Float($0 / sum) }
    waiting = [Float](repeating: 0, count: half)
    rows = [Float](repeating: 0, count: factor * (Int(VOICE_BLOCK) + taps.count / factor + 1))
  }

  /// Takes the next samples in and gives the outputs that can be told by now; what is not a number counts as 0.
  mutating func process(_ samples: [Float]) -> [Float] {
    let start = waiting.count
    waiting.append(contentsOf: samples)
    waiting.withUnsafeMutableBufferPointer { waiting in
      for index in start..<waiting.count where !waiting[index].isFinite { waiting[index] = 0 }
    }
    guard factor > 1 else {
      defer { waiting = [] }
      return waiting
    }
    guard waiting.count >= taps.count else { return [] }
    let count = (waiting.count - taps.count) / factor + 1
    let output = [Float](unsafeUninitializedCapacity: count) { output, initialized in
      rows.withUnsafeMutableBufferPointer { rows in
        voice_decimate(
          waiting, factor, taps, taps.count, rows.baseAddress, output.baseAddress, count)
      }
      initialized = count
    }
    waiting.removeFirst(count * factor)
    return output
  }

  /// The outputs that only the end of the stream brings.
  mutating func finish() -> [Float] {
    factor > 1 ? process([Float](repeating: 0, count: taps.count / 2)) : []
  }
}
