/// Convolution by the Fourier transform, a block of the signal after the other, their echoes added where they overlap
/// (Stockham, "High-speed convolution and correlation", 1966).
///
/// Four blocks go through one transform: a complex signal times the spectrum of a real response is what its real and its
/// imaginary part would be by themselves. Lengths are powers of two, so that a few plans serve signals of any length.
enum Convolution {
  private static let plans = FourierPlans()

  /// Both signals, each with the other's echo; shape `[samples + response - 1]`.
  static func convolved(_ samples: [Float], with response: [Float]) -> [Float] {
    guard !samples.isEmpty, !response.isEmpty else { return [] }
    let length = transformLength(sampleCount: samples.count, responseCount: response.count)
    let blockLength = length - response.count + 1
    var result = [Float](repeating: 0, count: samples.count + response.count - 1)
    plans.withPlan(length: length) { plan in
      load(response, intoBothLanesOf: plan)
      plan.transform()
      let spectrum = Array(UnsafeBufferPointer(start: plan.buffer, count: length))
      for start in stride(from: 0, to: samples.count, by: FourierTransform.laneCount * blockLength) {
        let starts = (0..<FourierTransform.laneCount).map { start + $0 * blockLength }
        load(samples, at: starts, count: blockLength, into: plan)
        plan.transform()
        multiply(plan, by: spectrum)
        plan.transform()
        add(plan, to: &result, at: starts)
      }
    }
    return result
  }

  /// The power of two with which the transforms, that of the response among them, take the fewest operations.
  static func transformLength(sampleCount: Int, responseCount: Int) -> Int {
    // Of longer ones a single block would hold everything, or the buffers leave the processor's cache.
    let longest = max(min(sampleCount + responseCount - 1, 1 << 17), 2 * responseCount)
    var best = (length: 0, cost: Double.infinity)
    var length = 2
    while length < 2 * longest {
      defer { length *= 2 }
      guard length >= responseCount else { continue }
      let blocks = (sampleCount + length - responseCount) / (length - responseCount + 1)
      let groups = (blocks + FourierTransform.laneCount - 1) / FourierTransform.laneCount
      let cost = Double(1 + 2 * groups) * Double(length) * Double(length.trailingZeroBitCount)
      if cost < best.cost { best = (length, cost) }
    }
    return best.length
  }

  private static func load(_ response: [Float], intoBothLanesOf plan: FourierTransform) {
    for index in 0..<plan.length {
      let value = index < response.count ? Double(response[index]) : 0
      plan.buffer[index] = ComplexLanes(Lanes(value, value), Lanes(0, 0))
    }
  }

  /// Blocks of the signal, zeros behind each: two as real parts, two as imaginary ones.
  private static func load(_ samples: [Float], at starts: [Int], count: Int, into plan: FourierTransform) {
    samples.withUnsafeBufferPointer { samples in
      let (first, second, third, fourth) = (starts[0], starts[1], starts[2], starts[3])
      func sample(_ place: Int) -> Double { place < samples.count ? Double(samples[place]) : 0 }
      for index in 0..<count {
        plan.buffer[index] = ComplexLanes(
          Lanes(sample(first + index), sample(second + index)),
          Lanes(sample(third + index), sample(fourth + index)))
      }
    }
    for index in count..<plan.length { plan.buffer[index] = .zero }
  }

  /// Products with the response's spectrum, conjugate: the transform of that is the conjugate of the inverse transform.
  private static func multiply(_ plan: FourierTransform, by spectrum: [ComplexLanes]) {
    let scale = 1 / Double(plan.length)
    for index in 0..<plan.length {
      let (value, factor) = (plan.buffer[index], spectrum[index])
      plan.buffer[index] = ComplexLanes(
        scale * (value.real * factor.real - value.imaginary * factor.imaginary),
        -scale * (value.real * factor.imaginary + value.imaginary * factor.real))
    }
  }

  /// Adds what came out of each block at its place; the last ones reach behind the end with zeros.
  private static func add(_ plan: FourierTransform, to result: inout [Float], at starts: [Int]) {
    result.withUnsafeMutableBufferPointer { result in
      func add(_ lane: Int, _ part: (ComplexLanes) -> Double) {
        let start = min(starts[lane], result.count)
        for index in 0..<min(plan.length, result.count - start) {
          result[start + index] += Float(part(plan.buffer[index]))
        }
      }
      add(0) { $0.real.low }
      add(1) { $0.real.high }
      add(2) { -$0.imaginary.low }
      add(3) { -$0.imaginary.high }
    }
  }
}
