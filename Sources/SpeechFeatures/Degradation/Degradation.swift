public import SpeechAudio

/// Something that happens to a voice on its way to the listener, with its parameters decided.
///
/// For measuring how much a model suffers, and for training it not to. What is random comes from a generator, so the same
/// seed gives the same samples; the length and the rate stay, and the speech stays where it is.
public enum Degradation: Sendable, Hashable {
  /// Noise of a colour, at a signal-to-noise ratio in decibels over the speech's active level.
  case noise(NoiseColour, decibels: Double)
  /// Other people talking, at such a ratio.
  case babble(decibels: Double)
  /// A room.
  case reverberation(Reverberation)
  /// A telephone line.
  case telephone(TelephoneBand)
  /// A lossy codec.
  case codec(CodecRoundTrip)
  /// Louder by so many decibels, negative for softer; where samples would exceed full scale, only up to it.
  case gain(decibels: Double)
  /// Amplified until this share of the samples, 0..<1, is clipped at full scale.
  case clipping(share: Double)

  /// Applies it.
  ///
  /// - Parameters:
  ///   - waveform: A clip.
  ///   - voices: For babble: clips of other people, at any rate and level; at least one. Not used otherwise.
  ///   - generator: Where chance comes from.
  /// - Returns: As many samples at the same rate; silence stays as it is.
  /// - Throws: `AudioError` where a codec or the resampling fails.
  public func applied(
    to waveform: Waveform, voices: [Waveform] = [], using generator: inout some RandomNumberGenerator
  ) throws(AudioError) -> Waveform {
    guard !waveform.isDigitalSilence else { return waveform }
    switch self {
    case .noise(let colour, let decibels):
      let noise = colour.samples(count: waveform.samples.count, using: &generator)
      return waveform.mixed(with: noise, signalToNoise: decibels)
    case .babble(let decibels):
      precondition(!voices.isEmpty, "babble is made of at least one other voice")
      let noise = try Babble.samples(
        of: voices, count: waveform.samples.count, sampleRate: waveform.sampleRate, using: &generator)
      return waveform.mixed(with: noise, signalToNoise: decibels)
    case .reverberation(let room): return room.applied(to: waveform, using: &generator)
    case .telephone(let line): return try line.applied(to: waveform)
    case .codec(let codec): return try codec.applied(to: Self.nominal(waveform))
    case .gain(let decibels): return Loudness.changed(waveform, decibels: decibels)
    case .clipping(let share): return Loudness.clipped(waveform, share: share)
    }
  }

  /// At the level that telephony calls nominal, -26 dB below full scale (ITU-T P.56, G.191), as far as the peak allows:
  /// codecs treat what is far softer as silence, and nobody sends it so.
  static func nominal(_ waveform: Waveform) -> Waveform {
    guard let level = waveform.activeSpeechLevel else { return waveform }
    return Loudness.changed(waveform, decibels: -26 - level)
  }
}
