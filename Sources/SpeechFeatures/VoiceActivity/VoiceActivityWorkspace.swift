internal import CFeatureKernels
import Foundation

/// Measures frames: what one detector owns to work in.
///
/// Frames are measured four at a time, because the transform takes four signals.
///
/// - Note: `@unchecked Sendable` because a detector works only in a workspace that no other detector refers to.
final class VoiceActivityWorkspace: @unchecked Sendable {
  static let laneCount = FourierTransform.laneCount
  static let lowestLevel: Float = -120

  private let tables: VoiceActivityTables
  private let fourier: FourierTransform
  /// Of four frames, by frequency.
  private var power: [ComplexLanes]
  /// Sum of the logarithms of the power of four frames.
  private var logarithms = [Double](repeating: 0, count: laneCount)
  /// Autocorrelation of one frame by lag.
  private var correlation: [Double]
  /// Where the autocorrelation has peaks.
  private var peaks: [Int32]

  var frameLength: Int { tables.frameLength }
  var hopLength: Int { tables.hopLength }

  init(_ tables: VoiceActivityTables) {
    self.tables = tables
    fourier = FourierTransform(tables.plan)
    power = [ComplexLanes](repeating: .zero, count: tables.bins.upperBound)
    correlation = [Double](repeating: 0, count: tables.lags.upperBound + 2)
    peaks = [Int32](repeating: 0, count: tables.lags.count)
  }

  convenience init(like other: VoiceActivityWorkspace) { self.init(other.tables) }

  /// Measures up to four frames.
  func measure(
    firstFrame: Int, count: Int, of samples: UnsafeBufferPointer<Float>,
    sink: (VoiceActivityFrame) -> Void
  ) {
    guard let start = samples.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: Self.laneCount) { frames in
      for lane in 0..<Self.laneCount {
        frames.initializeElement(at: lane, to: start + (firstFrame + min(lane, count - 1)) * hopLength)
      }
      tables.window.withUnsafeBufferPointer { fourier.fill(frames, window: $0) }
    }
    fourier.transform()
    takePower()
    sumLogarithms()
    // The power spectrum is real and even, so its transform, the autocorrelation, is real and even too.
    fourier.transform()
    for lane in 0..<count { sink(self.frame(lane: lane)) }
  }

  /// Takes the spectra of four real signals apart, as `FrameWorkspace` does, and keeps their power, which it puts in the
  /// spectra's place; 0 at frequencies that do not count.
  private func takePower() {
    let spectrum = fourier.buffer
    let length = fourier.length
    power.withUnsafeMutableBufferPointer { power in
      for frequency in tables.bins {
        let one = spectrum[frequency]
        let other = spectrum[length &- frequency]
        let low = ComplexLanes(one.real + other.real, one.imaginary - other.imaginary)
        let high = ComplexLanes(one.imaginary + other.imaginary, other.real - one.real)
        let value =
          0.25
          * ComplexLanes(
            low.real * low.real + low.imaginary * low.imaginary,
            high.real * high.real + high.imaginary * high.imaginary)
        power[frequency] = value
        spectrum[frequency] = value
        spectrum[length &- frequency] = value
      }
    }
    spectrum.update(repeating: .zero, count: tables.bins.lowerBound)
    (spectrum + tables.bins.upperBound).update(
      repeating: .zero, count: length - 2 * tables.bins.upperBound + 1)
    (spectrum + length - tables.bins.lowerBound + 1).update(
      repeating: .zero, count: tables.bins.lowerBound - 1)
  }

  /// One logarithm for a whole frame: that of the product of all its numbers' mantissas, which stays far within a Double's
  /// range. Eight numbers are multiplied before their product is taken apart.
  private func sumLogarithms() {
    var exponents = (0, 0, 0, 0)
    var (low, high) = (Lanes(1, 1), Lanes(1, 1))
    power.withUnsafeBufferPointer { power in
      let floor = Lanes(1e-20, 1e-20)
      var bin = tables.bins.lowerBound
      while bin < tables.bins.upperBound {
        var (lowProduct, highProduct) = (Lanes(1, 1), Lanes(1, 1))
        for next in bin..<min(bin &+ 8, tables.bins.upperBound) {
          lowProduct = lowProduct * (power[next].real + floor)
          highProduct = highProduct * (power[next].imaginary + floor)
        }
        low =
          low
          * Lanes(Self.mantissa(lowProduct.low, &exponents.0), Self.mantissa(lowProduct.high, &exponents.1))
        high =
          high
          * Lanes(Self.mantissa(highProduct.low, &exponents.2), Self.mantissa(highProduct.high, &exponents.3))
        bin &+= 8
      }
    }
    logarithms[0] = log(low.low) + Double(exponents.0) * M_LN2
    logarithms[1] = log(low.high) + Double(exponents.1) * M_LN2
    logarithms[2] = log(high.low) + Double(exponents.2) * M_LN2
    logarithms[3] = log(high.high) + Double(exponents.3) * M_LN2
  }

  /// A positive normal number's mantissa, 1..<2; its exponent is added to `exponents`.
  @inline(__always)
  private static func mantissa(_ number: Double, _ exponents: inout Int) -> Double {
    let bits = number.bitPattern
    exponents &+= Int(bits &>> 52) &- 1023
    return Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
  }

  private func frame(lane: Int) -> VoiceActivityFrame {
    var total = 0.0
    let scale = tables.powerScale
    let decibels = { (power: Double) in Float(10 * log10(max(power * scale, 1e-12))) }
    let bandLevels = power.withUnsafeBufferPointer { power in
      // A number of four lanes lies in memory as (real, real, imaginary, imaginary).
      let power = UnsafeRawPointer(power.baseAddress).map { $0.assumingMemoryBound(to: Double.self) + lane }
      return tables.bands.map { range in
        var sum = 0.0
        if let power { for bin in range { sum += power[4 &* bin] } }
        total += sum
        return decibels(sum)
      }
    }
    let mean = total / Double(tables.bins.count)
    let flatness = 10 / M_LN10 * logarithms[lane] / Double(tables.bins.count) - 10 * log10(mean + 1e-20)
    let (harmonicity, pitch) = self.pitch(lane: lane)
    return VoiceActivityFrame(
      isSpeech: false, level: decibels(total), noiseFloor: Self.lowestLevel, harmonicity: harmonicity,
      pitch: pitch, flatness: Float(min(0, flatness)), bands: bandLevels)
  }

  /// The best period: the highest autocorrelation, divided by the window's own (Boersma, "Accurate short-term analysis
  /// of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound", 1993), with his small preference
  /// for short periods, since every multiple of a period fits as well.
  private func pitch(lane: Int) -> (harmonicity: Float, hertz: Float) {
    gatherCorrelation(lane: lane)
    let zero = correlation[0]
    guard zero > 0 else { return (0, 0) }
    var best = (score: -Double.infinity, value: 0.0, lag: 0.0)
    correlation.withUnsafeBufferPointer { correlation in
      let count = voice_peaks(correlation.baseAddress, tables.lags.lowerBound, tables.lags.upperBound, &peaks)
      for lag in peaks[..<count].lazy.map(Int.init) {
        let (previous, current, next) = (correlation[lag &- 1], correlation[lag], correlation[lag &+ 1])
        // The peak between samples, by a parabola through three of them.
        let curvature = previous - 2 * current + next
        let shift = curvature < 0 ? 0.5 * (previous - next) / curvature : 0
        let value = (current - 0.25 * (previous - next) * shift) / zero
        let score = value - tables.lagPenalties[lag]
        if score > best.score { best = (score, value, Double(lag) + shift) }
      }
    }
    guard best.lag > 0 else { return (0, 0) }
    return (Float(min(max(best.value, 0), 1)), Float(tables.sampleRate / best.lag))
  }

  /// Copies one frame's autocorrelation out of the transform, divided by the window's.
  private func gatherCorrelation(lane: Int) {
    let numbers = FourierPass.numbers(fourier.buffer) + lane
    correlation.withUnsafeMutableBufferPointer { correlation in
      tables.windowFactors.withUnsafeBufferPointer { factors in
        for lag in 0..<correlation.count { correlation[lag] = numbers[4 &* lag] * factors[lag] }
      }
    }
  }
}
