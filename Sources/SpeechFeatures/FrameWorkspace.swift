internal import CFourierKernels

/// What one running analysis owns: a Fourier transform and room for what goes in and what comes out.
///
/// Frames are analysed four at a time, because the transform takes four signals.
///
/// - Note: `@unchecked Sendable` because the pool gives a workspace to one call at a time and the lock of the pool
///   orders one use before the next.
final class FrameWorkspace: @unchecked Sendable {
  static let laneCount = FourierTransform.laneCount

  /// `|X|²` of the last four frames; shape `[frequencyCount, 4]`.
  let power: UnsafeMutablePointer<Float>

  private let framing: Framing
  private let window: [Double]
  private let fourier: FourierTransform
  /// Frames that reach beyond the ends, put together here; shape `[4, frameLength]`.
  private let edgeFrames: UnsafeMutablePointer<Float>

  init(framing: Framing, window: [Double], usesKernels: Bool = FourierTransform.areKernelsUsed) {
    self.framing = framing
    self.window = window
    fourier = FourierTransform(length: framing.fftLength, usesKernels: usesKernels)
    power = .allocate(capacity: Self.laneCount * framing.frequencyCount)
    power.initialize(repeating: 0, count: Self.laneCount * framing.frequencyCount)
    edgeFrames = .allocate(capacity: Self.laneCount * framing.frameLength)
    edgeFrames.initialize(repeating: 0, count: Self.laneCount * framing.frameLength)
  }

  deinit {
    power.deallocate()
    edgeFrames.deallocate()
  }

  /// Cuts four frames out of the samples, tapers and transforms them; none after `last`, which stands in for those.
  func transform(first: Int, last: Int, of samples: UnsafeBufferPointer<Float>) {
    let frame0 = frame(min(first, last), lane: 0, of: samples)
    let frame1 = frame(min(first + 1, last), lane: 1, of: samples)
    let frame2 = frame(min(first + 2, last), lane: 2, of: samples)
    let frame3 = frame(min(first + 3, last), lane: 3, of: samples)
    // The transform before this one has left its spectrum in the buffer: zeros around the window are written anew.
    let (offset, length) = (framing.windowOffset, framing.frameLength)
    let buffer = fourier.buffer
    buffer.update(repeating: .zero, count: offset)
    (buffer + offset + length).update(repeating: .zero, count: framing.fftLength - offset - length)
    window.withUnsafeBufferPointer { window in
      guard let taper = window.baseAddress else { return }
      let target = buffer + offset
      guard !fourier.usesKernels else {
        withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: 4) { frames in
          _ = frames.initialize(from: [frame0, frame1, frame2, frame3])
          fourier_taper(frames.baseAddress, taper, length, Self.numbers(target))
        }
        return
      }
      for index in 0..<length {
        let real = Lanes(Double(frame0[index]), Double(frame1[index]))
        let imaginary = Lanes(Double(frame2[index]), Double(frame3[index]))
        target[index] = taper[index] * ComplexLanes(real, imaginary)
      }
    }
    fourier.transform()
  }

  /// Leaves `|X|²` of the four frames in `power`.
  func measurePower() {
    guard !fourier.usesKernels else {
      fourier_power(Self.numbers(fourier.buffer), framing.fftLength, framing.frequencyCount, power)
      return
    }
    forEachFrequency { frequency, low, high in
      let lowPower = low.real * low.real + low.imaginary * low.imaginary
      let highPower = high.real * high.real + high.imaginary * high.imaginary
      let target = power + 4 * frequency
      target[0] = Float(lowPower.low)
      target[1] = Float(lowPower.high)
      target[2] = Float(highPower.low)
      target[3] = Float(highPower.high)
    }
  }

  /// Places as C sees them: of each two real parts, then two imaginary ones.
  private static func numbers(_ places: UnsafeMutablePointer<ComplexLanes>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(places).assumingMemoryBound(to: Double.self)
  }

  /// Writes the spectra of the first `rows` of the four frames; shape `[rows, frequencyCount]` each.
  func writeSpectra(rows: Int, real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>) {
    let bins = framing.frequencyCount
    forEachFrequency { frequency, low, high in
      let reals = [low.real.low, low.real.high, high.real.low, high.real.high]
      let imaginaries = [low.imaginary.low, low.imaginary.high, high.imaginary.low, high.imaginary.high]
      for row in 0..<rows {
        real[row * bins + frequency] = Float(reals[row])
        imaginary[row * bins + frequency] = Float(imaginaries[row])
      }
    }
  }

  /// Takes the spectra of real and imaginary inputs apart: with `Z` that of `a + ib`,
  /// `A[k] = (Z[k] + conj Z[N-k]) / 2` and `B[k] = (Z[k] - conj Z[N-k]) / 2i`.
  @inline(__always)
  private func forEachFrequency(_ body: (Int, ComplexLanes, ComplexLanes) -> Void) {
    let spectrum = fourier.buffer
    for frequency in 0..<framing.frequencyCount {
      let one = 0.5 * spectrum[frequency]
      let other = 0.5 * spectrum[frequency == 0 ? 0 : framing.fftLength - frequency]
      let low = ComplexLanes(one.real + other.real, one.imaginary - other.imaginary)
      let high = ComplexLanes(one.imaginary + other.imaginary, other.real - one.real)
      body(frequency, low, high)
    }
  }

  /// Where the samples of a frame's window are: within the waveform, or put together where it reaches beyond.
  private func frame(
    _ index: Int, lane: Int, of samples: UnsafeBufferPointer<Float>
  ) -> UnsafePointer<Float> {
    let start = framing.windowStart(frame: index)
    let length = framing.frameLength
    if start >= 0, start <= samples.count - length, let first = samples.baseAddress { return first + start }
    let copy = edgeFrames + lane * length
    for offset in 0..<length { copy[offset] = framing.sample(at: start + offset, of: samples) }
    return UnsafePointer(copy)
  }
}

extension Framing {
  /// A sample, or what stands for it beyond the ends.
  func sample(at position: Int, of samples: UnsafeBufferPointer<Float>) -> Float {
    let count = samples.count
    if position >= 0, position < count { return samples[position] }
    guard edges == .reflect else { return 0 }
    guard count > 1 else { return samples[0] }
    // The mirrored waveform repeats after there and back, the turning points counted once (numpy's "reflect").
    let period = 2 * (count - 1)
    let remainder = position % period
    let wrapped = remainder < 0 ? remainder + period : remainder
    return samples[wrapped < count ? wrapped : period - wrapped]
  }
}
