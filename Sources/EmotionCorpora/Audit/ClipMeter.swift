import Foundation
import SpeechAudio

/// What one pass over the samples of a clip tells.
struct ClipMeasurement: Sendable {
  var seconds: Double
  var sampleRate: Int
  /// Half the distance between the lowest and the highest sample: a constant offset is no sound.
  var peak: Float
  /// Root mean square of the samples.
  var level: Double
  /// Share of the samples at the ends of the scale, within 0...1.
  var clippedShare: Double
  var fingerprint: AudioFingerprint
  var warnings: [String]

  init(contentsOf url: URL) throws(AudioError) {
    let reader = try AudioReader(contentsOf: url)
    var meter = ClipMeter()
    while let block = try reader.read(maximumSampleCount: 1 << 16) { meter.add(block.samples) }
    let count = Double(max(meter.count, 1))
    seconds = Double(meter.count) / Double(reader.sampleRate)
    sampleRate = reader.originalSampleRate
    peak = meter.count == 0 ? 0 : (meter.highest - meter.lowest) / 2
    level = (meter.squares / count).squareRoot()
    clippedShare = Double(meter.clipped) / count
    fingerprint = meter.fingerprint
    warnings = reader.warnings.map(\.description)
  }
}

/// Running minimum, maximum, energy and hash over blocks of samples.
struct ClipMeter {
  /// Resampling and lossy coding blur the flat tops of clipped speech; what comes this close counts.
  static let fullScale: Float = 0.999

  private(set) var count = 0
  private(set) var lowest = Float.infinity
  private(set) var highest = -Float.infinity
  private(set) var squares = 0.0
  private(set) var clipped = 0
  private var first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var second: UInt64 = 0xD1B5_4A32_D192_ED03

  mutating func add(_ samples: [Float]) {
    // Locals and one plain loop: this runs over every sample of a corpus.
    var (lowest, highest, squares, clipped) = (lowest, highest, squares, clipped)
    var (first, second) = (first, second)
    samples.withUnsafeBufferPointer { samples in
      var index = 0
      while index < samples.count {
        let sample = samples[index]
        if sample < lowest { lowest = sample }
        if sample > highest { highest = sample }
        if sample >= Self.fullScale || sample <= -Self.fullScale { clipped &+= 1 }
        let wide = Double(sample)
        squares += wide * wide
        // Adding 0 makes a negative zero positive. Two multiplicative hashes of different odd factors.
        let bits = UInt64((sample + 0).bitPattern)
        first = (first ^ bits) &* 0xFF51_AFD7_ED55_8CCD
        first ^= first >> 32
        second = (second &+ bits) &* 0xC4CE_B9FE_1A85_EC53
        second ^= second >> 29
        index &+= 1
      }
    }
    count += samples.count
    (self.lowest, self.highest, self.squares, self.clipped) = (lowest, highest, squares, clipped)
    (self.first, self.second) = (first, second)
  }

  var fingerprint: AudioFingerprint {
    let length = UInt64(count)
    return AudioFingerprint(
      high: SeededGenerator.mix(first &+ length), low: SeededGenerator.mix(second ^ length))
  }
}
