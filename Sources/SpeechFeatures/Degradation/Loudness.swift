import Foundation
import SpeechAudio

/// Changes of level, with what full scale does to them.
enum Loudness {
  static func scaled(_ waveform: Waveform, decibels: Double) -> Waveform {
    var result = waveform
    let gain = Float(pow(10, decibels / 20))
    for index in result.samples.indices { result.samples[index] *= gain }
    return result
  }

  /// Louder or softer; louder only as far as the peak stays within -1...1.
  static func changed(_ waveform: Waveform, decibels: Double) -> Waveform {
    let peak = Level.peak(of: waveform)
    guard peak > 0 else { return waveform }
    let room = -20 * log10(Double(peak))
    return scaled(waveform, decibels: min(decibels, max(room, 0)))
  }

  /// Amplified until a share of the samples exceeds full scale, then cut there.
  static func clipped(_ waveform: Waveform, share: Double) -> Waveform {
    let magnitudes = waveform.samples.map(abs).sorted()
    guard let last = magnitudes.last, last > 0 else { return waveform }
    let place = min(Int((1 - share) * Double(magnitudes.count)), magnitudes.count - 1)
    // A clip of silence with one click would otherwise be amplified without end.
    let threshold = max(magnitudes[place], last * 1e-3)
    var result = waveform
    for index in result.samples.indices {
      result.samples[index] = min(max(result.samples[index] / threshold, -1), 1)
    }
    return result
  }
}
