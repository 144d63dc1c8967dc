import SpeechAudio

/// Several people talking at once.
enum Babble {
  /// Voices at equal level without their silent ends, each from a random place on and over again.
  static func samples(
    of voices: [Waveform], count: Int, sampleRate: Int, using generator: inout some RandomNumberGenerator
  ) throws(AudioError) -> [Float] {
    var sum = [Float](repeating: 0, count: count)
    for voice in voices {
      let voice = SilenceTrimming(decibels: 30, frameLength: 1024, hopLength: 256).applied(
        to: try voice.resampled(to: sampleRate))
      guard let level = voice.activeSpeechLevel else { continue }
      let samples = Loudness.scaled(voice, decibels: -26 - level).samples
      var place = Int(GaussianSamples.uniform(using: &generator) * Double(samples.count))
      for index in sum.indices {
        sum[index] += samples[place]
        place = place + 1 < samples.count ? place + 1 : 0
      }
    }
    return sum
  }
}
