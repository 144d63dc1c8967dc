import EmotionTraining
import Foundation
import SpeechAudio
import Testing

@Suite struct PitchShiftTests {
  private func tone(_ frequency: Double, seconds: Double = 1, sampleRate: Int = 16_000) -> Waveform {
    Waveform(
      samples: (0..<Int(seconds * Double(sampleRate))).map {
        Float(0.5 * sin(2 * .pi * frequency * Double($0) / Double(sampleRate)))
      }, sampleRate: sampleRate)
  }

  /// Frequency from the number of times the middle of the sound crosses zero upward.
  private func frequency(_ waveform: Waveform) -> Double {
    let count = waveform.samples.count
    let middle = waveform.samples[count / 4..<3 * count / 4]
    let crossings = zip(middle, middle.dropFirst()).filter { $0 < 0 && $1 >= 0 }.count
    return Double(crossings) * Double(waveform.sampleRate) / Double(middle.count)
  }

  @Test(
    "A tone moves by the ratio of the semitones and keeps its length", arguments: [-12, -2.5, 0, 1, 2.5, 7])
  func pitch(semitones: Double) throws {
    let waveform = tone(440)
    let shifted = try pitchShifted(waveform, semitones: semitones)
    #expect(shifted.samples.count == waveform.samples.count)
    #expect(shifted.sampleRate == 16_000)
    let expected = 440 * pow(2, semitones / 12)
    #expect(abs(frequency(shifted) / expected - 1) < 0.02)
    let energy = shifted.samples.map { $0 * $0 }.reduce(0, +) / Float(shifted.samples.count)
    #expect(abs(energy / 0.125 - 1) < 0.15)
  }

  @Test("Tempo changes the length and not the pitch", arguments: [0.8, 1.25])
  func tempo(tempo: Double) throws {
    let shifted = try pitchShifted(tone(440), semitones: 0, tempo: tempo)
    #expect(shifted.samples.count == Int((16_000 / tempo).rounded()))
    #expect(abs(frequency(shifted) / 440 - 1) < 0.02)
  }

  @Test("What happens at a time happens at that time afterwards", arguments: [-3, 3])
  func aligned(semitones: Double) throws {
    var samples = [Float](repeating: 0, count: 16_000)
    samples.replaceSubrange(8_000..<9_600, with: tone(300, seconds: 0.1).samples)
    let shifted = try pitchShifted(Waveform(samples: samples, sampleRate: 16_000), semitones: semitones)
    let energies = shifted.samples.map { Double($0 * $0) }
    let centre =
      energies.enumerated().map { Double($0.offset) * $0.element }.reduce(0, +) / energies.reduce(0, +)
    #expect(abs(centre - 8_800) < 400)  // within 25 ms
  }

  @Test("Short, empty and odd sounds")
  func edges() throws {
    #expect(try pitchShifted(Waveform(samples: [], sampleRate: 16_000), semitones: 2).samples.isEmpty)
    #expect(try pitchShifted(Waveform(samples: [1], sampleRate: 16_000), semitones: 2).samples.count == 1)
    #expect(try pitchShifted(tone(440, seconds: 0.02), semitones: 2).samples.count == 320)
    #expect(throws: PitchShiftError.semitonesOutOfRange(30)) { try pitchShifted(tone(440), semitones: 30) }
    #expect(throws: PitchShiftError.tempoOutOfRange(0)) {
      try pitchShifted(tone(440), semitones: 0, tempo: 0)
    }
    #expect(throws: PitchShiftError.self) { try pitchShifted(tone(440), semitones: .nan) }
    #expect(throws: PitchShiftError.refused(sampleRate: 2_000_000)) {
      try pitchShifted(Waveform(samples: [1, 2], sampleRate: 2_000_000), semitones: 1)
    }
  }
}
