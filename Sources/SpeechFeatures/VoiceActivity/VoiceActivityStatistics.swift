import Foundation

/// What a few seconds of frames have in common, in numbers that tell a voice from music, tones, noise and clicks.
///
/// Levels count relative to each other alone, so that a recording's gain does not matter.
struct VoiceActivityStatistics: Sendable, Equatable {
  /// Names of the numbers, in order.
  static let names = [
    "level_range",
    "harmonicity_mean", "harmonicity_deviation", "voiced_share", "glide_median",
    "pitch_deviation", "steady_share", "roughness_median", "flatness_mean", "flatness_deviation",
    "syllabic_modulation", "fast_modulation", "band_deviation", "voiced_band_deviation", "flux",
    "voiced_flux",
    "steady_flux", "voiced_runs", "voiced_run_length", "level_steps", "loudest_band",
  ]

  /// The numbers, scaled so that speech lies around -2...2; shape `[names.count]`.
  let values: [Double]

  /// Measures frames; nil where nothing stands out of digital silence.
  ///
  /// - Parameter frames: One to a few seconds of them.
  init?(_ frames: ArraySlice<VoiceActivityFrame>) {
    let levels = frames.map { Double($0.level) }
    let sorted = levels.sorted()
    guard let top = Self.quantile(sorted, 0.95), let low = Self.quantile(sorted, 0.1), top > -85 else {
      return nil
    }
    // What can be heard beside the loudest.
    let threshold = max(top - 30, -95)
    let isActive = levels.map { $0 > threshold }
    let frames = Array(frames)
    let active = frames.indices.filter { isActive[$0] }
    let isVoiced = frames.indices.map { isActive[$0] && frames[$0].isVoiced }
    let voiced = active.filter { isVoiced[$0] }
    let contours = PitchContour(frames: frames, isVoiced: isVoiced)
    let profiles = BandProfiles(frames)
    let harmonicities = active.map { Double(frames[$0].harmonicity) }
    let flatnesses = active.map { Double(frames[$0].flatness) }
    let activePairs = active.filter { $0 > 0 && isActive[$0 - 1] }
    let voicedPairs = voiced.filter { $0 > 0 && isVoiced[$0 - 1] }
    let voicedFlux = voicedPairs.map(profiles.flux)
    let modulation = Self.modulation(levels.map { max($0, threshold) })
    let steps = activePairs.map { abs(levels[$0] - levels[$0 - 1]) }
    values = [
      (min(top - low, 60) - 30) / 15,
      4 * (Self.mean(harmonicities) - 0.6),
      8 * (Self.deviation(harmonicities) - 0.2),
      4 * (Double(voiced.count) / Double(max(active.count, 1)) - 0.6),
      log2(0.003 + (Self.median(contours.glides) ?? 0.5)) + 6,
      log2(0.01 + Self.deviation(contours.pitches)) + 2,
      4 * (contours.steadyShare - 0.4),
      log2(0.003 + (Self.median(contours.bends) ?? 0.5)) + 6,
      (Self.mean(flatnesses) + 14) / 5,
      (Self.deviation(flatnesses) - 4) / 1.5,
      8 * (modulation.syllabic - 0.4),
      8 * (modulation.fast - 0.2),
      (profiles.deviation(active) - 5.5) / 1.5,
      (profiles.deviation(voiced) - 5) / 1.5,
      Self.mean(activePairs.map(profiles.flux)) - 3,
      Self.mean(voicedFlux) - 2.5,
      2 * ((Self.quantile(voicedFlux.sorted(), 0.25) ?? 0) - 1.5),
      (100 * Double(contours.runCount) / Double(max(active.count, 1)) - 5) / 3,
      log2(0.02 + contours.meanRunLength * VoiceActivityDetector.hopDuration) + 2.5,
      Self.mean(steps) - 2,
      (Self.mean(voiced.map(profiles.loudest)) - 10) / 3,
    ]
  }

  /// Shares of the level contour's power at the rate of syllables (2 to 9 Hz) and faster (9 to 30 Hz), of all that is
  /// below 30 Hz (Houtgast & Steeneken 1985: speech has its peak at 3 to 4 Hz).
  private static func modulation(_ levels: [Double]) -> (syllabic: Double, fast: Double) {
    let mean = mean(levels)
    let count = levels.count
    let tapered = levels.enumerated().map { place, level in
      (level - mean) * (0.5 - 0.5 * cos(2 * .pi * (Double(place) + 0.5) / Double(count)))
    }
    var (slow, syllabic, fast) = (1e-3 * Double(count), 0.0, 0.0)
    // 0.5 to 29.5 Hz in steps of 0.5, four at a time: each waits for its own last value, and none for another's.
    for first in stride(from: 1, through: 59, by: 4) {
      let frequencies = Lanes4(first) { 0.5 * Double($0) }
      let factors = Lanes4(first) {
        2 * cos(2 * .pi * 0.5 * Double($0) * VoiceActivityDetector.hopDuration)
      }
      // Goertzel's recurrence.
      var (one, two) = (Lanes4.zero, Lanes4.zero)
      for value in tapered { (one, two) = (factors.times(one, plus: value, minus: two), one) }
      for lane in 0..<4 where frequencies[lane] < 30 {
        let power = one[lane] * one[lane] + two[lane] * two[lane] - factors[lane] * one[lane] * two[lane]
        switch frequencies[lane] {
        case ..<2: slow += power
        case ..<9: syllabic += power
        default: fast += power
        }
      }
    }
    let total = slow + syllabic + fast
    return (syllabic / total, fast / total)
  }

  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  static func deviation(_ values: [Double]) -> Double {
    let mean = mean(values)
    return self.mean(values.map { ($0 - mean) * ($0 - mean) }).squareRoot()
  }

  static func median(_ values: [Double]) -> Double? { quantile(values.sorted(), 0.5) }

  static func quantile(_ sorted: [Double], _ fraction: Double) -> Double? {
    sorted.isEmpty ? nil : sorted[min(Int(fraction * Double(sorted.count)), sorted.count - 1)]
  }
}

/// Levels of the bands relative to each frame's mean one, in decibels.
private struct BandProfiles {
  /// Shape `[frames, bands]`.
  private var values: [Double] = []
  private let bandCount: Int

  init(_ frames: [VoiceActivityFrame]) {
    bandCount = frames.first?.bands.count ?? 0
    values.reserveCapacity(frames.count * bandCount)
    for frame in frames {
      // 25 dB below the loudest band nothing is told from the noise.
      let floor = (frame.bands.max() ?? 0) - 25
      var sum = 0.0
      for band in frame.bands { sum += Double(max(band, floor)) }
      let mean = sum / Double(bandCount)
      for band in frame.bands { values.append(Double(max(band, floor)) - mean) }
    }
  }

  /// How much a frame differs from the one before it: the mean over the bands.
  func flux(_ frame: Int) -> Double {
    var sum = 0.0
    for place in frame * bandCount..<(frame + 1) * bandCount {
      sum += abs(values[place] - values[place - bandCount])
    }
    return sum / Double(bandCount)
  }

  func loudest(_ frame: Int) -> Double {
    values[frame * bandCount..<(frame + 1) * bandCount].max() ?? 0
  }

  /// How much the shape of the spectrum moves: deviation of each band over time, mean over the bands.
  func deviation(_ frames: [Int]) -> Double {
    guard !frames.isEmpty else { return 0 }
    return VoiceActivityStatistics.mean(
      (0..<bandCount).map { band in
        VoiceActivityStatistics.deviation(frames.map { values[$0 * bandCount + band] })
      })
  }
}

/// Four numbers side by side, in two vector registers.
private struct Lanes4 {
  private var first: Lanes
  private var second: Lanes

  static let zero = Lanes4(0) { _ in 0 }

  /// One number for each of four consecutive ones.
  init(_ start: Int, _ number: (Int) -> Double) {
    first = Lanes(number(start), number(start + 1))
    second = Lanes(number(start + 2), number(start + 3))
  }

  subscript(lane: Int) -> Double {
    switch lane {
    case 0: first.low
    case 1: first.high
    case 2: second.low
    default: second.high
    }
  }

  /// `value + self * factor - last`, lane by lane.
  @inline(__always)
  func times(_ factor: Lanes4, plus value: Double, minus last: Lanes4) -> Lanes4 {
    var result = self
    let values = Lanes(value, value)
    result.first = values + first * factor.first - last.first
    result.second = values + second * factor.second - last.second
    return result
  }
}
