import Foundation
public import SpeechAudio

extension Waveform {
  /// How loud the speech is while somebody speaks, in decibels relative to full scale; nil for digital silence.
  ///
  /// The mean power of the 20 ms frames that are less than 25 dB below the loudest, in the spirit of ITU-T P.56 (whose
  /// threshold follows the envelope): pauses, which say nothing of the voice, do not count.
  public var activeSpeechLevel: Double? {
    let length = max(1, sampleRate / 50)
    let powers = stride(from: 0, to: samples.count, by: length).map { start -> Double in
      let frame = samples[start..<min(start + length, samples.count)]
      return frame.withUnsafeBufferPointer(VectorMath.sumOfSquares) / Double(frame.count)
    }
    guard let loudest = powers.max(), loudest > 0, loudest.isFinite else { return nil }
    let active = powers.filter { $0 > loudest * pow(10, -2.5) }
    return 10 * log10(active.reduce(0, +) / Double(active.count))
  }

  /// Adds noise at a distance below the speech's active level.
  ///
  /// - Parameters:
  ///   - noise: As many samples, of any level.
  ///   - decibels: Active level of the speech over the root mean square of the noise.
  /// - Returns: The sum, which may exceed -1...1; without the noise where either is silent.
  func mixed(with noise: [Float], signalToNoise decibels: Double) -> Waveform {
    let power = noise.withUnsafeBufferPointer(VectorMath.sumOfSquares) / Double(max(noise.count, 1))
    guard let level = activeSpeechLevel, power > 0 else { return self }
    let gain = Float(pow(10, (level - decibels) / 20) / power.squareRoot())
    var result = self
    for index in result.samples.indices { result.samples[index] += gain * noise[index] }
    return result
  }
}
