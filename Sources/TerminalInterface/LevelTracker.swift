#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a ``LevelMeter`` shows of a stream of samples: the level of the last block, the peak held for a while.
///
/// It keeps no clock: time is the samples'.
public struct LevelTracker: Sendable {
  /// Root mean square of the last block, in decibels relative to an amplitude of 1; minus infinity for silence.
  public private(set) var level = -Double.infinity

  /// The highest magnitude of the last ``holdDuration`` seconds, in the same measure; afterwards it sinks.
  public private(set) var peak = -Double.infinity

  /// The highest magnitude since the beginning, in the same measure.
  public private(set) var highestPeak = -Double.infinity

  /// Samples at full scale since the beginning: the device, or its driver, cut them off.
  public private(set) var clippedSampleCount = 0

  /// Whether a sample was clipped in the last ``holdDuration`` seconds.
  public var isClipped: Bool { sinceClipping <= Self.holdDuration }

  /// Seconds for which a peak is held.
  public static let holdDuration = 1.5
  /// Decibels a second by which it sinks then.
  public static let decay = 30.0
  /// Magnitude from which a sample counts as clipped: the last but one step of 16 bits, since drivers differ in the sign.
  public static let fullScale: Float = 32766 / 32768

  private let sampleRate: Double
  private var sincePeak = Double.infinity
  private var sinceClipping = Double.infinity

  /// Begins with silence.
  ///
  /// - Parameter sampleRate: Samples per second, in hertz.
  public init(sampleRate: Int) { self.sampleRate = Double(max(sampleRate, 1)) }

  /// Takes the next samples in.
  ///
  /// - Parameter samples: Amplitudes, nominally within -1...1; about a twentieth of a second makes a lively meter.
  public mutating func update(_ samples: [Float]) {
    guard !samples.isEmpty else { return }
    let duration = Double(samples.count) / sampleRate
    var highest: Float = 0
    var energy = 0.0
    var clipped = 0
    for sample in samples {
      let magnitude = abs(sample)
      highest = max(highest, magnitude)
      energy += Double(sample) * Double(sample)
      if magnitude >= Self.fullScale { clipped += 1 }
    }
    level = Self.decibels((energy / Double(samples.count)).squareRoot())
    sinceClipping = clipped > 0 ? 0 : sinceClipping + duration
    clippedSampleCount += clipped
    let now = Self.decibels(Double(highest))
    highestPeak = max(highestPeak, now)
    sincePeak += duration
    if sincePeak > Self.holdDuration { peak -= Self.decay * duration }
    if now >= peak {
      peak = now
      sincePeak = 0
    }
  }

  /// An amplitude in decibels relative to 1.
  static func decibels(_ amplitude: Double) -> Double {
    amplitude > 0 ? 20 * log10(amplitude) : -.infinity
  }
}
