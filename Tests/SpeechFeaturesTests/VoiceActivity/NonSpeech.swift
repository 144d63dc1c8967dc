import Foundation
import SpeechAudio

/// Sounds that are no speech, from a seed: the kinds that the gate was fitted on, and others that only test it.
enum NonSpeech: String, CaseIterable {
  // Fitted on.
  case whiteNoise, pinkNoise, brownNoise, modulatedNoise, burstNoise, hum, tone, toneSteps, chirp, chords,
    melody
  case drums, clicks, dialledDigits, roomTone, dither, band, pluckedStrings, siren, birds, song
  case whistle
  // Tested on.
  case vibratoOrgan, bells, rain, wind, engine, applause, alarm, typing, arcade, busyTone, steps, theremin
  case phoneRing, strumming, vacuumCleaner, drops, crickets, zaps, musicBox, marching

  static let fitted = Array(allCases.prefix { $0 != .vibratoOrgan })
  static let unseen = Array(allCases.drop { $0 != .vibratoOrgan })

  static let rate = 16_000

  /// One such sound.
  ///
  /// - Parameters:
  ///   - seconds: Length.
  ///   - seed: The same seed gives the same sound.
  /// - Returns: 16 kHz, peak between -40 and 0 dBFS where the kind says nothing else.
  func waveform(seconds: Double, seed: UInt64) -> Waveform {
    var synthesizer = SoundSynthesizer(seconds: seconds, seed: seed &* 1009 &+ UInt64(kindNumber))
    render(&synthesizer)
    if self == .roomTone || self == .dither { return synthesizer.waveform }
    let peak = synthesizer.uniform(-40, 0)
    synthesizer.normalise(peakDecibels: peak)
    // Half of the recordings have some noise of their own.
    if synthesizer.uniform(0, 1) < 0.5 {
      synthesizer.addNoise(decibels: peak - synthesizer.uniform(15, 45))
    }
    return synthesizer.waveform
  }

  private var kindNumber: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  private func render(_ s: inout SoundSynthesizer) {
    switch self {
    case .whiteNoise: s.addColouredNoise(slope: 0)
    case .pinkNoise: s.addColouredNoise(slope: 0.5)
    case .brownNoise: s.addColouredNoise(slope: 1)
    case .roomTone:
      s.addColouredNoise(slope: 0.8)
      s.normalise(peakDecibels: s.uniform(-70, -45))
    case .dither:
      s.addColouredNoise(slope: 0)
      s.normalise(peakDecibels: -90)
    case .modulatedNoise:
      s.addColouredNoise(slope: s.uniform(0, 1))
      s.modulate(hertz: s.uniform(1, 8), depth: s.uniform(0.5, 1))
    case .burstNoise:
      s.addBursts(perSecond: s.uniform(2, 6), decay: s.uniform(0.05, 0.2), slope: s.uniform(0, 1))
    case .hum: s.addHum(hertz: s.uniform(0, 1) < 0.5 ? 50 : 60)
    case .tone: s.addTone(hertz: s.logUniform(80, 3000), from: 0, to: s.seconds)
    case .toneSteps: s.addToneSteps()
    case .chirp: s.addChirp(from: s.logUniform(80, 3000), to: s.logUniform(80, 3000))
    case .chords: s.addChords(harmonics: 5, duration: s.uniform(0.3, 1.5))
    case .melody: s.addMelody(harmonics: 8, duration: s.uniform(0.12, 0.6), vibrato: 0)
    case .band:
      s.addMelody(harmonics: 6, duration: s.uniform(0.15, 0.5), vibrato: 0.003)
      s.addChords(harmonics: 4, duration: s.uniform(0.5, 1.5))
      s.addBursts(perSecond: s.uniform(2, 4), decay: 0.05, slope: 0)
    case .drums: s.addDrums()
    case .clicks: s.addClicks(perSecond: s.logUniform(0.5, 20))
    case .dialledDigits: s.addDialledDigits()
    case .pluckedStrings: s.addPluckedStrings()
    case .vibratoOrgan: s.addMelody(harmonics: 10, duration: s.uniform(0.3, 1), vibrato: 0.01)
    case .bells: s.addBells()
    case .siren: s.addSiren()
    case .birds: s.addBirds()
    case .rain: s.addClicks(perSecond: s.uniform(100, 500))
    case .wind: s.addWind()
    case .engine: s.addEngine()
    case .applause: s.addBursts(perSecond: s.uniform(30, 80), decay: 0.01, slope: 0.2)
    case .alarm: s.addAlarm(hertz: s.uniform(400, 2500))
    case .typing: s.addTyping()
    case .arcade: s.addMelody(harmonics: 25, duration: s.uniform(0.05, 0.12), vibrato: 0)
    case .busyTone: s.addAlarm(hertz: 425)
    case .steps: s.addBursts(perSecond: s.uniform(1.5, 2.5), decay: 0.04, slope: 0.9)
    case .theremin: s.addTheremin(harmonics: 4)
    case .whistle: s.addGlides(low: 600, high: 3000, shortest: 0.15, longest: 0.8)
    case .phoneRing:
      s.addBells()
      s.modulate(hertz: 20, depth: 1)
    case .strumming:
      s.addStrumming()
      s.addBursts(perSecond: s.uniform(2, 6), decay: 0.03, slope: 0)
    case .vacuumCleaner:
      s.addChirp(from: s.uniform(90, 200), to: s.uniform(200, 350))
      s.addColouredNoise(slope: 0.4)
    case .drops: s.addGlides(low: 400, high: 2500, shortest: 0.03, longest: 0.09)
    case .crickets:
      s.addTone(hertz: s.uniform(2500, 4500), from: 0, to: s.seconds)
      s.modulate(hertz: s.uniform(15, 30), depth: 1)
    case .zaps: s.addGlides(low: 150, high: 3500, shortest: 0.1, longest: 0.3)
    case .musicBox: s.addMelody(harmonics: 3, duration: s.uniform(0.12, 0.3), vibrato: 0)
    case .marching:
      s.addDrums()
      s.addMelody(harmonics: 12, duration: s.uniform(0.2, 0.5), vibrato: 0.006)
    case .song:
      s.addPluckedStrings()
      s.addDrums()
    }
  }
}
