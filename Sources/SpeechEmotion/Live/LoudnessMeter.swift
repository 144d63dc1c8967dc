internal import Foundation
internal import SpeechAudio

/// Measures how loud stretches of a stream are.
struct LoudnessMeter {
  private static let lowest = -120.0

  /// Measures the next stretch.
  func measure(_ stretch: Waveform, time: Double, isSpeech: Bool) -> EmotionEvent.Loudness {
    var peak: Float = 0
    var power = 0.0
    for sample in stretch.samples {
      peak = max(peak, abs(sample))
      power += Double(sample) * Double(sample)
    }
    let mean = power / Double(max(stretch.samples.count, 1))
    return EmotionEvent.Loudness(
      time: time, decibels: max(Self.lowest, 10 * log10(max(mean, 1e-12))),
      peakDecibels: max(Self.lowest, 20 * log10(max(Double(peak), 1e-6))), isSpeech: isSpeech)
  }
}

extension Duration {
  /// The same in seconds.
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
