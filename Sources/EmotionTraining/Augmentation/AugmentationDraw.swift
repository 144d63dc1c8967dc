public import EmotionCorpora
import Foundation
public import SpeechAudio
public import SpeechFeatures

/// One decided treatment of one clip: an ``Augmentation`` whose dice have fallen.
public enum AugmentationDraw: Codable, Sendable, Hashable {
  /// Noise at a signal-to-noise ratio.
  case noise(decibels: Double, pink: Bool, seed: UInt64)
  /// So many other people at once, at a signal-to-noise ratio.
  case babble(decibels: Double, voices: Int, seed: UInt64)
  /// White noise with a standard deviation in parts of the clip's peak.
  case peakNoise(ratio: Double, seed: UInt64)
  /// Circular shift; positive is later.
  case shift(seconds: Double)
  /// Pitch moved, duration kept.
  case pitch(semitones: Double)
  /// Played faster (above 1) or slower.
  case speed(ratio: Double)
  /// Faster (above 1) or slower with the pitch kept.
  case tempo(ratio: Double)
  /// Level moved.
  case gain(decibels: Double)
  /// Peaking filters, gains from low to high over ``Equalizer/frequencies(sampleRate:)``.
  case equalizer(decibels: [Double])
  /// Seconds of next to nothing before and behind.
  case padding(before: Double, behind: Double, seed: UInt64)
  /// A room: reverberation time in seconds, direct over reflected sound in decibels.
  case reverberation(seconds: Double, directDecibels: Double, seed: UInt64)
  /// A telephone line.
  case telephone
  /// A stretch silenced in the features; `start` in parts of where it can begin.
  case timeMask(start: Double, seconds: Double)
  /// A band silenced in the features; `start` in parts of where it can begin.
  case frequencyMask(start: Double, bins: Int)

  /// The treated waveform; masks leave it as it is.
  ///
  /// - Parameters:
  ///   - waveform: A prepared clip.
  ///   - voices: Gives so many prepared clips of other people for ``babble(decibels:voices:seed:)``; where it gives none,
  ///     nobody else talks.
  /// - Returns: A clip at the same rate; ``speed(ratio:)`` and ``tempo(ratio:)`` change its length.
  /// - Throws: `AudioError` or ``PitchShiftError`` where a clip cannot be resampled or shifted.
  public func applied(
    to waveform: Waveform,
    voices: (_ count: Int, _ generator: inout SeededGenerator) -> [Waveform] = { _, _ in [] }
  ) throws -> Waveform {
    var result = waveform
    switch self {
    case .noise(let decibels, let pink, let seed):
      let power = meanSquare(waveform.samples)
      let amplitude = Float((power * pow(10, -decibels / 10)).squareRoot())
      add(
        pink ? NoiseTable.pink : NoiseTable.white, times: amplitude, from: place(ofSeed: seed),
        to: &result.samples)
    case .babble(let decibels, let count, let seed):
      var generator = SeededGenerator(seed: seed)
      let babble = talk(of: voices(count, &generator), count: waveform.samples.count, using: &generator)
      let power = meanSquare(babble)
      guard power > 0 else { return waveform }
      let amplitude = Float((meanSquare(waveform.samples) / power * pow(10, -decibels / 10)).squareRoot())
      add(babble, times: amplitude, from: 0, to: &result.samples)
    case .peakNoise(let ratio, let seed):
      let peak = waveform.samples.reduce(Float(0)) { max($0, abs($1)) }
      add(NoiseTable.white, times: Float(ratio) * peak, from: place(ofSeed: seed), to: &result.samples)
    case .shift(let seconds):
      let count = waveform.samples.count
      guard count > 0 else { return waveform }
      let offset = Int((seconds * Double(waveform.sampleRate)).rounded()) % count
      let cut = ((count - offset) % count + count) % count
      result.samples = Array(waveform.samples[cut...] + waveform.samples[..<cut])
    case .pitch(let semitones):
      result = try pitchShifted(waveform, semitones: semitones)
    case .tempo(let ratio):
      result = try pitchShifted(waveform, semitones: 0, tempo: ratio)
    case .speed(let ratio):
      let declared = max(1, Int((Double(waveform.sampleRate) * ratio).rounded()))
      result = try Waveform(samples: waveform.samples, sampleRate: declared)
        .resampled(to: waveform.sampleRate)
    case .gain(let decibels):
      let factor = Float(pow(10, decibels / 20))
      for index in result.samples.indices { result.samples[index] *= factor }
    case .equalizer(let decibels):
      Equalizer(decibels: decibels, sampleRate: waveform.sampleRate).apply(to: &result.samples)
    case .padding(let before, let behind, let seed):
      let counts = [before, behind].map { Int($0 * Double(waveform.sampleRate)) }
      // 60 dB below the voice: quieter than any room, louder than nothing, whose logarithm is a world of its own.
      let amplitude = Float(meanSquare(waveform.samples).squareRoot()) * 1e-3
      var silence = [Float](repeating: 0, count: counts[0] + counts[1])
      add(NoiseTable.white, times: amplitude, from: place(ofSeed: seed), to: &silence)
      result.samples = silence[..<counts[0]] + waveform.samples + silence[counts[0]...]
    case .reverberation(let seconds, let decibels, let seed):
      var generator = SeededGenerator(seed: seed)
      result = Reverberation(time: seconds, directToReverberant: decibels).applied(
        to: waveform, using: &generator)
    case .telephone:
      result = try TelephoneBand().applied(to: waveform)
    case .timeMask, .frequencyMask:
      break
    }
    return result
  }

  /// Silences a part of a finished matrix; waveform treatments leave it as it is.
  ///
  /// Masked cells get the mean of their view, which is 0 where that is normalised.
  ///
  /// - Parameters:
  ///   - matrix: Features of one clip.
  ///   - frameDuration: Time between two frames, in seconds.
  ///   - viewCount: How many views stand side by side in a row; each gets the same mask.
  public func apply(to matrix: inout FeatureMatrix, frameDuration: Double, viewCount: Int = 1) {
    let bins = matrix.binCount / viewCount
    let frames: Range<Int>
    let masked: Range<Int>
    switch self {
    case .timeMask(let start, let seconds):
      let width = min(Int(seconds / frameDuration), matrix.frameCount)
      let first = Int(start * Double(matrix.frameCount - width + 1))
      (frames, masked) = (first..<first + width, 0..<bins)
    case .frequencyMask(let start, let bandCount):
      let width = min(bandCount, bins)
      let first = Int(start * Double(bins - width + 1))
      (frames, masked) = (0..<matrix.frameCount, first..<first + width)
    default:
      return
    }
    guard !frames.isEmpty, !masked.isEmpty else { return }
    for view in 0..<viewCount {
      let fill = Self.mean(of: matrix, bins: view * bins..<(view + 1) * bins)
      for frame in frames {
        for bin in masked { matrix.values[frame * matrix.binCount + view * bins + bin] = fill }
      }
    }
  }

  private static func mean(of matrix: FeatureMatrix, bins: Range<Int>) -> Float {
    let total = matrix.values.withUnsafeBytes { bytes in
      let values = bytes.bindMemory(to: Float.self)
      var total: Float = 0
      for frame in 0..<matrix.frameCount {
        let row = frame * matrix.binCount + bins.lowerBound
        // Eight sums side by side: a single one would wait for each addition.
        var sums = SIMD8<Float>.zero
        var bin = 0
        while bin + 8 <= bins.count {
          let offset = (row + bin) * MemoryLayout<Float>.stride
          sums += bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
          bin += 8
        }
        total += sums.sum()
        while bin < bins.count {
          total += values[row + bin]
          bin += 1
        }
      }
      return total
    }
    return total / Float(max(matrix.frameCount * bins.count, 1))
  }

  /// Whether the clip has another level afterwards than its preparation gave it, so that it has to be levelled again.
  var changesLevel: Bool {
    switch self {
    case .padding, .reverberation, .telephone: true
    default: false
    }
  }

  /// Whether the treatment works on the waveform rather than on the features.
  public var isOfWaveform: Bool {
    switch self {
    case .timeMask, .frequencyMask: false
    default: true
    }
  }
}

/// Voices at once, each from a random place on and over again.
private func talk(
  of voices: [Waveform], count: Int, using generator: inout SeededGenerator
) -> [Float] {
  var sum = [Float](repeating: 0, count: count)
  for voice in voices where !voice.samples.isEmpty {
    add(voice.samples, times: 1, from: generator.index(below: voice.samples.count), to: &sum)
  }
  return sum
}

private func meanSquare(_ samples: [Float]) -> Double {
  guard !samples.isEmpty else { return 0 }
  return Double(samples.reduce(Float(0)) { $0 + $1 * $1 }) / Double(samples.count)
}

/// Adds noise from a place on, and from its beginning again where it ends.
private func add(_ noise: [Float], times amplitude: Float, from place: Int, to samples: inout [Float]) {
  noise.withUnsafeBufferPointer { noise in
    samples.withUnsafeMutableBufferPointer { samples in
      // Stretches up to the noise's end, so that the loop over each has no wrapping in it.
      var (first, start) = (0, place)
      while first < samples.count {
        let count = min(samples.count - first, noise.count - start)
        for index in 0..<count { samples[first + index] += amplitude * noise[start + index] }
        first += count
        start = 0
      }
    }
  }
}

/// Where in the table a seed begins.
private func place(ofSeed seed: UInt64) -> Int { Int(seed >> 1) % NoiseTable.count }
