public import EmotionCorpora

/// One kind of random processing, and the range its parameters are drawn from.
///
/// Drawing and applying are apart: ``draw(clipDuration:using:)`` decides, ``AugmentationDraw`` is what was
/// decided and can be stored and replayed. Waveform treatments apply in the order of the recipe, before the
/// features; masks apply to the finished matrix.
public indirect enum Augmentation: Sendable, Hashable {
  /// Noise at a signal-to-noise ratio drawn evenly from a range of decibels; its spectrum is white or pink.
  case noise(probability: Double, minimumDecibels: Double, maximumDecibels: Double)
  /// Up to four other people of the training part talking at once, at a signal-to-noise ratio drawn evenly from a range
  /// of decibels; the clip stays what its own speaker said.
  case babble(probability: Double, minimumDecibels: Double, maximumDecibels: Double)
  /// White noise whose standard deviation is up to `maximumRatio` of the clip's peak, as the seed has it.
  case peakNoise(probability: Double, maximumRatio: Double)
  /// Circular shift in time by up to `maximumSeconds` either way.
  case shift(probability: Double, maximumSeconds: Double)
  /// Pitch moved by up to `maximumSemitones` either way, duration kept.
  case pitch(probability: Double, maximumSemitones: Double)
  /// Played faster or slower by a ratio: pitch, formants and duration change together.
  case speed(probability: Double, minimumRatio: Double, maximumRatio: Double)
  /// Duration changed by a ratio, pitch kept.
  case tempo(probability: Double, minimumRatio: Double, maximumRatio: Double)
  /// Level moved by a number of decibels.
  case gain(probability: Double, minimumDecibels: Double, maximumDecibels: Double)
  /// A smooth random response of a microphone or a line: straight segments in decibels over five frequencies.
  case equalizer(probability: Double, decibels: Double)
  /// Up to so many seconds of next to nothing before and behind the clip, as a recording has that was not cut: noise and
  /// rooms that come later in the list fill it.
  case padding(probability: Double, maximumSeconds: Double)
  /// A room whose reverberation time (RT60) is drawn evenly from a range of seconds, the speaker near or far.
  case reverberation(probability: Double, minimumSeconds: Double, maximumSeconds: Double)
  /// A telephone line: 300 to 3400 Hz and mu-law.
  case telephone(probability: Double)
  /// Up to `count` stretches of up to `maximumSeconds` (and a quarter of the clip) silenced in the features.
  case timeMask(probability: Double, count: Int, maximumSeconds: Double)
  /// Up to `count` bands of up to `maximumBins` silenced in the features (Park et al. 2019).
  case frequencyMask(probability: Double, count: Int, maximumBins: Int)
  /// Exactly one of several lists, all equally likely; an empty list leaves the clip as it is.
  case oneOf([[Augmentation]])

  /// Whether other people's voices may be needed.
  var needsVoices: Bool {
    switch self {
    case .babble: true
    case .oneOf(let choices): choices.contains { $0.contains(where: \.needsVoices) }
    default: false
    }
  }

  /// Decides what happens to one clip.
  ///
  /// - Parameters:
  ///   - clipDuration: Length of the prepared clip, in seconds.
  ///   - generator: The clip's own source of randomness.
  /// - Returns: What to apply, in order; empty where the dice said nothing.
  public func draw(
    clipDuration: Double, using generator: inout SeededGenerator
  ) -> [AugmentationDraw] {
    func happens(_ probability: Double) -> Bool { generator.chance(probability) }
    func uniform(_ low: Double, _ high: Double) -> Double {
      low < high ? generator.uniform(in: low...high) : low
    }
    switch self {
    case .noise(let probability, let low, let high):
      guard happens(probability) else { return [] }
      return [.noise(decibels: uniform(low, high), pink: happens(0.5), seed: generator.next())]
    case .babble(let probability, let low, let high):
      guard happens(probability) else { return [] }
      return [
        .babble(decibels: uniform(low, high), voices: 1 + generator.index(below: 4), seed: generator.next())
      ]
    case .peakNoise(let probability, let ratio):
      guard happens(probability) else { return [] }
      return [.peakNoise(ratio: uniform(0, ratio), seed: generator.next())]
    case .shift(let probability, let seconds):
      guard happens(probability) else { return [] }
      return [.shift(seconds: uniform(-seconds, seconds))]
    case .pitch(let probability, let semitones):
      guard happens(probability) else { return [] }
      return [.pitch(semitones: uniform(-semitones, semitones))]
    case .speed(let probability, let low, let high):
      guard happens(probability) else { return [] }
      return [.speed(ratio: uniform(low, high))]
    case .tempo(let probability, let low, let high):
      guard happens(probability) else { return [] }
      return [.tempo(ratio: uniform(low, high))]
    case .gain(let probability, let low, let high):
      guard happens(probability) else { return [] }
      return [.gain(decibels: uniform(low, high))]
    case .equalizer(let probability, let decibels):
      guard happens(probability) else { return [] }
      return [.equalizer(decibels: (0..<5).map { _ in uniform(-decibels, decibels) })]
    case .padding(let probability, let seconds):
      guard happens(probability) else { return [] }
      return [.padding(before: uniform(0, seconds), behind: uniform(0, seconds), seed: generator.next())]
    case .reverberation(let probability, let low, let high):
      guard happens(probability) else { return [] }
      return [
        .reverberation(seconds: uniform(low, high), directDecibels: uniform(-3, 8), seed: generator.next())
      ]
    case .telephone(let probability):
      return happens(probability) ? [.telephone] : []
    case .timeMask(let probability, let count, let seconds):
      guard happens(probability) else { return [] }
      return (0..<count).map { _ in
        .timeMask(start: uniform(0, 1), seconds: uniform(0, min(seconds, clipDuration / 4)))
      }
    case .frequencyMask(let probability, let count, let bins):
      guard happens(probability) else { return [] }
      return (0..<count).map { _ in
        .frequencyMask(start: uniform(0, 1), bins: generator.index(below: bins + 1))
      }
    case .oneOf(let choices):
      return (generator.element(of: choices) ?? []).flatMap {
        $0.draw(clipDuration: clipDuration, using: &generator)
      }
    }
  }
}
