/// What one running analysis owns: a Fourier plan, the window, and room for one power spectrum.
///
/// - Note: `@unchecked Sendable` because the pool gives a workspace to one call at a time and the lock of the pool
///   orders one use before the next.
final class FrameWorkspace: @unchecked Sendable {
  let framing: Framing
  let plan: FourierPlan
  /// `|X|²` of the last analysed frame; shape `[frequencyCount]`.
  let power: UnsafeMutableBufferPointer<Float>
  private let window: [Float]

  init?(framing: Framing, window: [Float]) {
    guard let plan = FourierPlan(length: framing.fftLength) else { return nil }
    self.framing = framing
    self.plan = plan
    self.window = window
    power = .allocate(capacity: framing.frequencyCount)
    power.initialize(repeating: 0)
  }

  deinit { power.deallocate() }

  /// Cuts frame `index` out of the samples, tapers it and transforms it.
  func transform(frame index: Int, of samples: UnsafeBufferPointer<Float>) {
    let start = framing.windowStart(frame: index)
    let length = framing.frameLength
    guard let source = samples.baseAddress, let input = plan.input.baseAddress else { return }
    let target = input + framing.windowOffset
    window.withUnsafeBufferPointer { window in
      guard let taper = window.baseAddress else { return }
      if start >= 0, start <= samples.count - length {
        let frame = source + start
        for offset in 0..<length { target[offset] = frame[offset] * taper[offset] }
      } else {
        for offset in 0..<length {
          target[offset] = sample(at: start + offset, of: samples) * taper[offset]
        }
      }
    }
    plan.transform()
  }

  /// As `transform`, and leaves `|X|²` in `power`.
  func analyse(frame index: Int, of samples: UnsafeBufferPointer<Float>) {
    transform(frame: index, of: samples)
    if let target = power.baseAddress { plan.writePower(to: target) }
  }

  /// A sample, or what padding puts in its place.
  private func sample(at position: Int, of samples: UnsafeBufferPointer<Float>) -> Float {
    let count = samples.count
    if position >= 0, position < count { return samples[position] }
    guard framing.edges == .reflect else { return 0 }
    guard count > 1 else { return samples[0] }
    // The mirrored waveform repeats after there and back, the turning points counted once (numpy's "reflect").
    let period = 2 * (count - 1)
    let remainder = position % period
    let wrapped = remainder < 0 ? remainder + period : remainder
    return samples[wrapped < count ? wrapped : period - wrapped]
  }
}
