/// Mono audio: one row of samples at one rate.
///
/// Everything this package hears becomes a `Waveform` first, whatever container, codec, rate or number of
/// channels it arrived in.
public struct Waveform: Sendable, Equatable {
  /// Amplitudes, nominally within -1...1, one per sampling instant; shape `[samples]`.
  public var samples: [Float]

  /// Samples per second, in hertz.
  public var sampleRate: Int

  /// Wraps samples that are already in memory.
  ///
  /// - Parameters:
  ///   - samples: Amplitudes, nominally within -1...1.
  ///   - sampleRate: Samples per second, in hertz; positive.
  public init(samples: [Float], sampleRate: Int) {
    precondition(sampleRate > 0, "a sample rate is a positive number of hertz, not \(sampleRate)")
    self.samples = samples
    self.sampleRate = sampleRate
  }

  /// Length in seconds.
  public var duration: Double { Double(samples.count) / Double(sampleRate) }
}
