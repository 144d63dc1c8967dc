import Foundation
internal import Synchronization

/// What measuring frames takes that depends on the sample rate alone: computed once, shared by all detectors.
struct VoiceActivityTables: Sendable {
  static let frequencies = 80.0...3800.0
  static let pitches = 60.0...500.0
  static let bandCount = 8

  /// Samples per second of what is measured, in hertz.
  let sampleRate: Double
  let frameLength: Int
  let hopLength: Int
  let window: [Double]
  /// One over the autocorrelation of the window itself, relative to lag 0.
  let windowFactors: [Double]
  /// Frequencies that count: 80 to 3800 Hz.
  let bins: Range<Int>
  /// The bins of each band.
  let bands: [Range<Int>]
  /// Lags of the pitches, in samples.
  let lags: ClosedRange<Int>
  /// What a lag's peak is lowered by, since every multiple of a period fits as well; by lag.
  let lagPenalties: [Double]
  /// From `|X|²` to the mean square of the samples.
  let powerScale: Double
  /// Of a transform so long that the lags of interest do not wrap around.
  let plan: FourierPlan

  private static let made = Mutex<[Double: VoiceActivityTables]>([:])

  /// The tables of a sample rate. Few rates are met in a program's life; a hundred of them take some 3 MB.
  static func shared(sampleRate: Double) -> VoiceActivityTables {
    made.withLock { made in
      if let tables = made[sampleRate] { return tables }
      if made.count >= 100 { made = [:] }
      let tables = VoiceActivityTables(sampleRate: sampleRate)
      made[sampleRate] = tables
      return tables
    }
  }

  private init(sampleRate: Double) {
    self.sampleRate = sampleRate
    hopLength = Int((VoiceActivityDetector.hopDuration * sampleRate).rounded())
    let length = Int((VoiceActivityDetector.frameDuration * sampleRate).rounded())
    frameLength = length
    let window = (0..<length).map { 0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(length)) }
    self.window = window
    let lags = Int(sampleRate / Self.pitches.upperBound)...Int(sampleRate / Self.pitches.lowerBound)
    self.lags = lags
    let energy = window.reduce(0) { $0 + $1 * $1 }
    windowFactors = (0...lags.upperBound + 1).map { lag in
      energy / (0..<(length - lag)).reduce(0) { $0 + window[$1] * window[$1 + lag] }
    }
    lagPenalties = (0...lags.upperBound).map { lag in
      lag > 0 ? 0.02 * log2(Double(lag) / Double(lags.lowerBound)) : 0
    }
    let transformLength = FourierTransform.supportedLength(atLeast: length + lags.upperBound + 2)
    plan = FourierPlan(length: transformLength, radices: FourierPlan.radices(of: transformLength))
    let spacing = sampleRate / Double(transformLength)
    let highest = min(Self.frequencies.upperBound, 0.48 * sampleRate)
    let bins = Int((Self.frequencies.lowerBound / spacing).rounded(.up))..<Int(highest / spacing) + 1
    self.bins = bins
    let mel = { (hertz: Double) in 2595 * log10(1 + hertz / 700) }
    let low = mel(Self.frequencies.lowerBound)
    let width = (mel(highest) - low) / Double(Self.bandCount)
    let edges = (0...Self.bandCount).map { edge -> Int in
      let hertz = 700 * (pow(10, (low + Double(edge) * width) / 2595) - 1)
      return min(max(Int(hertz / spacing + 0.5), bins.lowerBound), bins.upperBound)
    }
    bands = zip(edges, edges.dropFirst()).map { $0..<$1 }
    powerScale = 2 / (Double(transformLength) * energy)
  }
}
