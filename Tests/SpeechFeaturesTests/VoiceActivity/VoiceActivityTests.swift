import Foundation
import SpeechAudio
import Testing

@testable import SpeechFeatures

@Suite("Voice activity")
struct VoiceActivityTests {
  @Test("Frames do not depend on how the samples were cut", arguments: [8000, 16_000, 22_050, 48_000])
  func cuts(sampleRate: Int) {
    let waveform = TestSignal.voice.waveform(sampleRate: sampleRate, seconds: 1)
    var whole = VoiceActivityDetector(sampleRate: sampleRate)
    let expected = whole.push(waveform.samples) + whole.finish()
    #expect((94...98).contains(expected.count), "\(expected.count) frames")
    var pieces = VoiceActivityDetector(sampleRate: sampleRate)
    var frames: [VoiceActivityFrame] = []
    var place = 0
    for length in [1, 7, 999, 3, 4321, 160] + [Int](repeating: 777, count: 70) {
      let end = min(place + length, waveform.samples.count)
      frames += pieces.push(Array(waveform.samples[place..<end]))
      place = end
    }
    frames += pieces.finish()
    #expect(frames == expected)
  }

  @Test("A copy goes on by itself")
  func copies() {
    let samples = TestSignal.voice.waveform(sampleRate: 16_000, seconds: 1).samples
    var one = VoiceActivityDetector(sampleRate: 16_000)
    _ = one.push(Array(samples[..<8000]))
    var other = one
    let fromOther = other.push([Float](repeating: 0, count: 8000))
    let fromOne = one.push(Array(samples[8000...]))
    #expect(fromOne != fromOther)
    var straight = VoiceActivityDetector(sampleRate: 16_000)
    #expect(Array(straight.push(samples).suffix(fromOne.count)) == fromOne)
  }

  @Test("Pitch and harmonicity of harmonic tones", arguments: [75.0, 120, 210, 330, 480])
  func pitch(hertz: Double) throws {
    let samples = (0..<8000).map { index -> Float in
      let phase = 2 * Double.pi * hertz * Double(index) / 16_000
      return Float(0.1 * (1...6).reduce(0) { $0 + sin(phase * Double($1)) / Double($1) })
    }
    var detector = VoiceActivityDetector(sampleRate: 16_000)
    let frame = try #require(detector.push(samples).dropFirst(10).first)
    #expect(abs(Double(frame.pitch) / hertz - 1) < 0.03, "\(frame.pitch) Hz")
    #expect(frame.harmonicity > 0.9)
    #expect(frame.flatness < -12)
  }

  @Test("White noise has no pitch, and its level is what was put in")
  func noise() throws {
    var generator = TestNoise64(state: 3)
    let samples = NoiseColour.white.samples(count: 16_000, using: &generator).map { $0 * 0.1 }
    var detector = VoiceActivityDetector(sampleRate: 16_000)
    let frames = detector.push(samples)
    let harmonicity = frames.reduce(0) { $0 + $1.harmonicity } / Float(frames.count)
    let level = frames.reduce(0) { $0 + $1.level } / Float(frames.count)
    #expect(harmonicity < 0.45)
    // -20 dB in 8 kHz, of which 3.7 are heard.
    #expect(abs(level - -23.4) < 1, "\(level) dB")
    #expect(!frames.contains { $0.isSpeech })
  }

  @Test("Silence, short and broken audio")
  func edges() throws {
    for seconds in [0.01, 0.2, 5] {
      let silence = [Float](repeating: 0, count: Int(16_000 * seconds))
      let activity = try VoiceActivity(of: Waveform(samples: silence, sampleRate: 16_000))
      #expect(!activity.isSpeech && activity.speechSeconds == 0 && activity.probability == 0)
    }
    #expect(throws: FeatureError.self) {
      try VoiceActivity(of: Waveform(samples: [0, .nan], sampleRate: 16_000))
    }
    #expect(throws: FeatureError.self) { try VoiceActivity(of: Waveform(samples: [], sampleRate: 16_000)) }
    #expect(VoiceActivity(frames: []).speechShare == 0)
  }

  @Test("Sounds that are no speech are refused", arguments: NonSpeech.allCases.filter { $0 != .drops })
  func nonSpeech(kind: NonSpeech) throws {
    // Seeds that nothing was fitted on; drops are the kind that fails (Documentation/new-voices.md).
    let taken = try (1000..<1006).filter {
      try VoiceActivity(of: kind.waveform(seconds: 3, seed: UInt64($0))).isSpeech
    }
    #expect(taken.count <= 2, "\(kind.rawValue): \(taken)")
  }

  @Test("The bundled synthetic voices are speech, quiet and in noise too")
  func voices() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Voices")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".opus")
    }
    #expect(names.count == 12)
    for name in names {
      let waveform = try Waveform(contentsOf: folder.appendingPathComponent(name), sampleRate: 16_000)
      let activity = try VoiceActivity(of: waveform)
      #expect(activity.isSpeech && activity.speechShare > 0.3, "\(name): \(activity)")
      let quiet = Waveform(samples: waveform.samples.map { $0 * 0.01 }, sampleRate: 16_000)
      #expect(try VoiceActivity(of: quiet).isSpeech, "\(name), 40 dB softer")
    }
  }
}

/// SplitMix64.
struct TestNoise64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
