import EmotionCorpora
import EmotionTraining
import Foundation
import SpeechAudio
import SpeechFeatures
import Testing

@Suite("Augmentation")
struct AugmentationTests {
  private let tone = Waveform(
    samples: (0..<16_000).map { Float(0.3 * sin(2 * .pi * 440 * Double($0) / 16_000)) }, sampleRate: 16_000)

  private func power(_ samples: [Float]) -> Double {
    samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
  }

  @Test("noise comes at the signal-to-noise ratio that was drawn", arguments: [true, false], [0.0, 12, 30])
  func noise(pink: Bool, decibels: Double) throws {
    let noisy = try AugmentationDraw.noise(decibels: decibels, pink: pink, seed: 99).applied(to: tone)
    let difference = zip(noisy.samples, tone.samples).map { $0 - $1 }
    let ratio = 10 * log10(power(tone.samples) / power(difference))
    #expect(abs(ratio - decibels) < (pink ? 3 : 0.5))  // a second of pink noise is not yet its average
  }

  @Test("a shift is circular and loses nothing")
  func shift() throws {
    let ramp = Waveform(samples: (0..<1000).map { Float($0) / 1000 }, sampleRate: 1000)
    let later = try AugmentationDraw.shift(seconds: 0.1).applied(to: ramp)
    #expect(later.samples[100] == ramp.samples[0])
    #expect(later.samples[0] == ramp.samples[900])
    let back = try AugmentationDraw.shift(seconds: -0.1).applied(to: later)
    #expect(back == ramp)
  }

  @Test("speed changes duration and pitch by its ratio")
  func speed() throws {
    let fast = try AugmentationDraw.speed(ratio: 1.25).applied(to: tone)
    #expect(abs(fast.duration - 0.8) < 0.01)
    let crossings = zip(fast.samples, fast.samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(abs(Double(crossings) / fast.duration - 550) < 5)
  }

  @Test("gain moves the level by its decibels")
  func gain() throws {
    let louder = try AugmentationDraw.gain(decibels: 6).applied(to: tone)
    #expect(abs(10 * log10(power(louder.samples) / power(tone.samples)) - 6) < 1e-3)
  }

  @Test("an equalizer lifts the band that it is told to, and leaves the far ones")
  func equalizer() throws {
    // Five bands from 120 Hz to 6400 Hz; the middle one lies near 876 Hz.
    func level(_ hertz: Double) throws -> Double {
      let wave = Waveform(
        samples: (0..<16_000).map { Float(0.1 * sin(2 * .pi * hertz * Double($0) / 16_000)) },
        sampleRate: 16_000)
      let treated = try AugmentationDraw.equalizer(decibels: [0, 0, 10, 0, 0]).applied(to: wave)
      return 10
        * log10(power(Array(treated.samples.dropFirst(4000))) / power(Array(wave.samples.dropFirst(4000))))
    }
    #expect(abs(try level(876) - 10) < 0.3)
    #expect(abs(try level(60)) < 0.5)
    #expect(abs(try level(7500)) < 0.5)
  }

  @Test("masks silence a stretch and a band, nothing else")
  func masks() {
    let ones = FeatureMatrix(values: Array(repeating: 1, count: 100 * 10), frameCount: 100, binCount: 10)
    var masked = ones
    AugmentationDraw.timeMask(start: 0.5, seconds: 0.2).apply(to: &masked, frameDuration: 0.01)
    #expect(masked.values.count { $0 == 0 } == 20 * 10)
    #expect((0..<10).allSatisfy { masked[45, $0] == 0 && masked[10, $0] == 1 })
    masked = ones
    AugmentationDraw.frequencyMask(start: 0, bins: 3).apply(to: &masked, frameDuration: 0.01)
    #expect((0..<100).allSatisfy { masked[$0, 2] == 0 && masked[$0, 3] == 1 })
  }

  @Test("the same generator draws the same treatments, and a draw survives being saved")
  func replay() throws {
    let recipe = try TrainingRecipe(named: "conv-lstm")
    func draw(seed: UInt64) -> [AugmentationDraw] {
      var generator = SeededGenerator(seed: seed)
      return recipe.augmentation.flatMap { $0.draw(clipDuration: 2, using: &generator) }
    }
    let first = (0..<20).map { draw(seed: $0) }
    #expect(first == (0..<20).map { draw(seed: $0) })
    #expect(Set(first.map(\.count)).count > 1)
    let saved = try JSONEncoder().encode(first)
    #expect(try JSONDecoder().decode([[AugmentationDraw]].self, from: saved) == first)
  }

  @Test("one of the seed's five treatments falls to each clip, all about equally often")
  func oneOf() throws {
    let recipe = try TrainingRecipe(named: "seed")
    var generator = SeededGenerator(seed: 4)
    var counts: [String: Int] = [:]
    for _ in 0..<5000 {
      let draws = recipe.augmentation.flatMap { $0.draw(clipDuration: 3, using: &generator) }
      #expect(draws.count <= 1)
      let name = draws.first.map { String("\($0)".prefix { $0 != "(" }) } ?? "nothing"
      counts[name, default: 0] += 1
    }
    #expect(Set(counts.keys) == ["nothing", "peakNoise", "shift", "pitch", "speed"])
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 })
  }
}
