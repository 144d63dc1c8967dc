import Foundation

/// Measures frames: what one detector owns to work in.
///
/// - Note: `@unchecked Sendable` because a detector works only in a workspace that no other detector refers to.
final class VoiceActivityWorkspace: @unchecked Sendable {
  static let laneCount = FourierTransform.laneCount
  static let frequencies = 80.0...3800.0
  static let pitches = 60.0...500.0
  static let bandCount = 8
  static let lowestLevel: Float = -120

  let frameLength: Int
  let hopLength: Int
  private let sampleRate: Double
  private let fourier: FourierTransform
  private let window: [Double]
  /// One over the autocorrelation of the window itself, relative to lag 0.
  private let windowFactors: [Double]
  /// Frequencies that count: 80 to 3800 Hz.
  private let bins: Range<Int>
  /// The bins of each band.
  private let bands: [Range<Int>]
  /// Lags of the pitches, in samples.
  private let lags: ClosedRange<Int>
  /// From `|X|²` to the mean square of the samples.
  private let powerScale: Double
  /// Shape `[laneCount, fftLength / 2 + 1]`.
  private var power: [Double]
  /// Autocorrelation of one frame by lag.
  private var correlation: [Double]

  init(sampleRate: Double) {
    self.sampleRate = sampleRate
    hopLength = Int((VoiceActivityDetector.hopDuration * sampleRate).rounded())
    frameLength = Int((VoiceActivityDetector.frameDuration * sampleRate).rounded())
    let length = frameLength
    window = (0..<length).map { 0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(length)) }
    let window = window
    let lags = Int(sampleRate / Self.pitches.upperBound)...Int(sampleRate / Self.pitches.lowerBound)
    self.lags = lags
    let energy = window.reduce(0) { $0 + $1 * $1 }
    windowFactors = (0...lags.upperBound + 1).map { lag in
      energy / (0..<(length - lag)).reduce(0) { $0 + window[$1] * window[$1 + lag] }
    }
    correlation = [Double](repeating: 0, count: lags.upperBound + 2)
    // Long enough that the lags of interest do not wrap around.
    let transform = FourierTransform(
      length: FourierTransform.supportedLength(atLeast: length + lags.upperBound + 2))
    fourier = transform
    let spacing = sampleRate / Double(transform.length)
    let highest = min(Self.frequencies.upperBound, 0.48 * sampleRate)
    bins = Int((Self.frequencies.lowerBound / spacing).rounded(.up))..<Int(highest / spacing) + 1
    let mel = { (hertz: Double) in 2595 * log10(1 + hertz / 700) }
    let low = mel(Self.frequencies.lowerBound)
    let width = (mel(highest) - low) / Double(Self.bandCount)
    let bins = bins
    let edges = (0...Self.bandCount).map { edge -> Int in
      let hertz = 700 * (pow(10, (low + Double(edge) * width) / 2595) - 1)
      return min(max(Int(hertz / spacing + 0.5), bins.lowerBound), bins.upperBound)
    }
    bands = zip(edges, edges.dropFirst()).map { $0..<$1 }
    powerScale = 2 / (Double(transform.length) * energy)
    power = [Double](repeating: 0, count: Self.laneCount * (transform.length / 2 + 1))
  }

  convenience init(like other: VoiceActivityWorkspace) { self.init(sampleRate: other.sampleRate) }

  /// Measures up to four frames.
  func measure(
    firstFrame: Int, count: Int, of samples: UnsafeBufferPointer<Float>,
    sink: (VoiceActivityFrame) -> Void
  ) {
    let length = fourier.length
    let half = length / 2
    let starts = (0..<Self.laneCount).map { (firstFrame + min($0, count - 1)) * hopLength }
    let (start0, start1, start2, start3) = (starts[0], starts[1], starts[2], starts[3])
    let buffer = fourier.buffer
    window.withUnsafeBufferPointer { window in
      for index in 0..<frameLength {
        let real = Lanes(Double(samples[start0 &+ index]), Double(samples[start1 &+ index]))
        let imaginary = Lanes(Double(samples[start2 &+ index]), Double(samples[start3 &+ index]))
        buffer[index] = window[index] * ComplexLanes(real, imaginary)
      }
    }
    (buffer + frameLength).update(repeating: .zero, count: length - frameLength)
    fourier.transform()
    keepPower(half: half)

    // The power spectrum is real and even, so its transform, the autocorrelation, is real and even too.
    let target = fourier.buffer
    power.withUnsafeBufferPointer { power in
      let row = half &+ 1
      target.update(repeating: .zero, count: length)
      for frequency in bins {
        let value = ComplexLanes(
          Lanes(power[frequency], power[row &+ frequency]),
          Lanes(power[2 &* row &+ frequency], power[3 &* row &+ frequency]))
        target[frequency] = value
        target[length &- frequency] = value
      }
    }
    fourier.transform()
    for lane in 0..<count { sink(frame(lane: lane, half: half)) }
  }

  /// Takes the spectra of four real signals apart, as `FrameWorkspace` does, and keeps their power.
  private func keepPower(half: Int) {
    let spectrum = fourier.buffer
    let length = fourier.length
    power.withUnsafeMutableBufferPointer { power in
      for frequency in bins {
        let one = 0.5 * spectrum[frequency]
        let other = 0.5 * spectrum[length - frequency]
        let low = ComplexLanes(one.real + other.real, one.imaginary - other.imaginary)
        let high = ComplexLanes(one.imaginary + other.imaginary, other.real - one.real)
        let lowPower = low.real * low.real + low.imaginary * low.imaginary
        let highPower = high.real * high.real + high.imaginary * high.imaginary
        power[frequency] = lowPower.low
        power[half &+ 1 &+ frequency] = lowPower.high
        power[2 &* (half &+ 1) &+ frequency] = highPower.low
        power[3 &* (half &+ 1) &+ frequency] = highPower.high
      }
    }
  }

  private func frame(lane: Int, half: Int) -> VoiceActivityFrame {
    var bandPower = [Double](repeating: 0, count: Self.bandCount)
    var logSum = 0.0
    power.withUnsafeBufferPointer { power in
      let row = lane &* (half &+ 1)
      for (band, range) in bands.enumerated() {
        var sum = 0.0
        for bin in range { sum += power[row &+ bin] }
        bandPower[band] = sum
      }
      // One logarithm for eight bins: their product stays far within a Double's range.
      var bin = bins.lowerBound
      while bin < bins.upperBound {
        var product = 1.0
        for next in bin..<min(bin &+ 8, bins.upperBound) { product *= power[row &+ next] + 1e-20 }
        logSum += log(product)
        bin += 8
      }
    }
    let total = bandPower.reduce(0, +)
    let mean = total / Double(bins.count)
    let decibels = { (power: Double) in Float(10 * log10(max(power * self.powerScale, 1e-12))) }
    let flatness = 10 / M_LN10 * logSum / Double(bins.count) - 10 * log10(mean + 1e-20)
    let (harmonicity, pitch) = self.pitch(lane: lane)
    return VoiceActivityFrame(
      isSpeech: false, level: decibels(total), noiseFloor: Self.lowestLevel, harmonicity: harmonicity,
      pitch: pitch, flatness: Float(min(0, flatness)), bands: bandPower.map(decibels))
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
      for lag in lags {
        let (previous, current, next) = (correlation[lag &- 1], correlation[lag], correlation[lag &+ 1])
        guard current > previous, current >= next, current > 0 else { continue }
        // The peak between samples, by a parabola through three of them.
        let curvature = previous - 2 * current + next
        let shift = curvature < 0 ? 0.5 * (previous - next) / curvature : 0
        let value = (current - 0.25 * (previous - next) * shift) / zero
        let score = value - 0.02 * log2(Double(lag) / Double(lags.lowerBound))
        if score > best.score { best = (score, value, Double(lag) + shift) }
      }
    }
    guard best.lag > 0 else { return (0, 0) }
    return (Float(min(max(best.value, 0), 1)), Float(sampleRate / best.lag))
  }

  /// Copies one frame's autocorrelation out of the transform, divided by the window's.
  private func gatherCorrelation(lane: Int) {
    let buffer = UnsafeRawPointer(fourier.buffer).assumingMemoryBound(to: Double.self)
    correlation.withUnsafeMutableBufferPointer { correlation in
      windowFactors.withUnsafeBufferPointer { factors in
        // A number of four lanes lies in memory as (real, real, imaginary, imaginary).
        for lag in 0..<correlation.count { correlation[lag] = buffer[4 &* lag &+ lane] * factors[lag] }
      }
    }
  }
}
