internal import CFeatureKernels

/// What one running analysis owns: a Fourier transform and room for what goes in and what comes out.
///
/// Frames are analysed several at a time, because the transform takes several signals.
///
/// - Note: `@unchecked Sendable` because the pool gives a workspace to one call at a time and the lock of the pool
///   orders one use before the next.
final class FrameWorkspace: @unchecked Sendable {
  /// How exact a spectrum is.
  enum Precision {
    /// Good for bins far below a frame's loudest one.
    case double
    /// Faster, where the processor allows: for sums over bands.
    case single
  }

  private enum Transform {
    case double(FourierTransform)
    case single(SingleFourierTransform, window: [Float])
  }

  /// Frames that are analysed together.
  let laneCount: Int

  /// `|X|²` of the last frames; shape `[frequencyCount, laneCount]`.
  let power: UnsafeMutablePointer<Float>

  private let framing: Framing
  private let window: [Double]
  private let transform: Transform
  /// Frames that reach beyond the ends, put together here; shape `[laneCount, frameLength]`.
  private let edgeFrames: UnsafeMutablePointer<Float>

  init(
    framing: Framing, window: [Double], precision: Precision = .double,
    usesKernels: Bool = FourierTransform.areKernelsUsed
  ) {
    self.framing = framing
    self.window = window
    if precision == .single, usesKernels, SingleFourierTransform.isSupported(length: framing.fftLength) {
      transform = .single(SingleFourierTransform(length: framing.fftLength), window: window.map { Float($0) })
      laneCount = SingleFourierTransform.laneCount
    } else {
      transform = .double(FourierTransform(length: framing.fftLength, usesKernels: usesKernels))
      laneCount = FourierTransform.laneCount
    }
    power = .allocate(capacity: laneCount * framing.frequencyCount)
    power.initialize(repeating: 0, count: laneCount * framing.frequencyCount)
    edgeFrames = .allocate(capacity: laneCount * framing.frameLength)
    edgeFrames.initialize(repeating: 0, count: laneCount * framing.frameLength)
  }

  deinit {
    power.deallocate()
    edgeFrames.deallocate()
  }

  /// Cuts `laneCount` frames out of the samples, tapers and transforms them; none after `last`, which stands in for those.
  func transform(first: Int, last: Int, of samples: UnsafeBufferPointer<Float>) {
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: laneCount) { frames in
      for lane in 0..<laneCount {
        frames.initializeElement(at: lane, to: frame(min(first + lane, last), lane: lane, of: samples))
      }
      // The transform before this one has left its spectrum in the buffer: zeros around the window are written anew.
      switch transform {
      case .double(let fourier):
        window.withUnsafeBufferPointer { fourier.fill(frames, window: $0, offset: framing.windowOffset) }
        fourier.transform()
      case .single(let fourier, let window):
        window.withUnsafeBufferPointer { fourier.fill(frames, window: $0, offset: framing.windowOffset) }
        fourier.transform()
      }
    }
  }

  /// Leaves `|X|²` of the frames in `power`.
  func measurePower() {
    switch transform {
    case .single(let fourier, _):
      fourier.writePower(to: power, count: framing.frequencyCount)
    case .double(let fourier) where fourier.usesKernels:
      fourier_power(
        FourierPass.numbers(fourier.buffer), framing.fftLength, framing.frequencyCount, power)
    case .double(let fourier):
      forEachFrequency(of: fourier) { frequency, low, high in
        let lowPower = low.real * low.real + low.imaginary * low.imaginary
        let highPower = high.real * high.real + high.imaginary * high.imaginary
        let target = power + 4 * frequency
        target[0] = Float(lowPower.low)
        target[1] = Float(lowPower.high)
        target[2] = Float(highPower.low)
        target[3] = Float(highPower.high)
      }
    }
  }

  /// Writes the spectra of the first `rows` of four frames, in double precision; shape `[rows, frequencyCount]` each.
  func writeSpectra(rows: Int, real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>) {
    guard case .double(let fourier) = transform else {
      preconditionFailure("spectra are taken in double precision")
    }
    let bins = framing.frequencyCount
    forEachFrequency(of: fourier) { frequency, low, high in
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
  private func forEachFrequency(
    of fourier: FourierTransform, _ body: (Int, ComplexLanes, ComplexLanes) -> Void
  ) {
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
