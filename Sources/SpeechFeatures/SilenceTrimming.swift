import Foundation
public import SpeechAudio

/// Cuts the quiet before the first and after the last loud frame (`librosa.effects.trim`).
///
/// A frame is loud where its root mean square is less than `decibels` below that of the loudest frame. Frames are
/// centred, with zeros beyond the ends. Digital silence has no quiet part: it stays as it is.
public struct SilenceTrimming: Hashable, Sendable {
  /// How far below the loudest frame silence begins, in decibels; positive.
  public var decibels: Double
  /// Samples over which loudness is measured.
  public var frameLength: Int
  /// Step between measurements, in samples.
  public var hopLength: Int

  /// Describes a trimming; `FeatureRecipe.validate()` checks the numbers.
  ///
  /// - Parameters:
  ///   - decibels: How far below the loudest frame silence begins; positive.
  ///   - frameLength: Samples over which loudness is measured.
  ///   - hopLength: Step between measurements, in samples.
  public init(decibels: Double = 60, frameLength: Int = 2048, hopLength: Int = 512) {
    self.decibels = decibels
    self.frameLength = frameLength
    self.hopLength = hopLength
  }

  /// Where the loud part is.
  ///
  /// - Parameter waveform: Any audio.
  /// - Returns: Positions of its samples, from the first loud frame's centre to one hop past the last one's.
  public func loudRange(of waveform: Waveform) -> Range<Int> {
    let count = waveform.samples.count
    let loudness = frameDecibels(of: waveform.samples)
    guard let loudest = loudness.max() else { return 0..<0 }
    // librosa compares single precision decibels relative to the loudest frame with the threshold.
    let isLoud = { (level: Float) in level - loudest > Float(-decibels) }
    guard let first = loudness.firstIndex(where: isLoud), let last = loudness.lastIndex(where: isLoud) else {
      return 0..<0
    }
    return (first * hopLength)..<min(count, (last + 1) * hopLength)
  }

  /// The loud part.
  ///
  /// - Parameter waveform: Any audio.
  /// - Returns: Its samples from the first to the last loud frame, at the same rate.
  public func applied(to waveform: Waveform) -> Waveform {
    let range = loudRange(of: waveform)
    guard range != waveform.samples.indices else { return waveform }
    return Waveform(samples: Array(waveform.samples[range]), sampleRate: waveform.sampleRate)
  }

  /// Mean power of every centred frame in decibels, not below -100.
  private func frameDecibels(of samples: [Float]) -> [Float] {
    let half = frameLength / 2
    let padded = samples.count + 2 * half
    guard !samples.isEmpty, padded >= frameLength else { return [] }
    return samples.withUnsafeBufferPointer { samples in
      (0...((padded - frameLength) / hopLength)).map { frame in
        let start = frame * hopLength - half
        let range = max(start, 0)..<min(start + frameLength, samples.count)
        let power =
          VectorMath.sumOfSquares(UnsafeBufferPointer(rebasing: samples[range])) / Double(frameLength)
        return Float(10 * log10(max(power, 1e-10)))
      }
    }
  }
}

extension SilenceTrimming: Codable {
  private enum CodingKeys: String, CodingKey {
    case decibels
    case frameLength = "frame_length"
    case hopLength = "hop_length"
  }
}
