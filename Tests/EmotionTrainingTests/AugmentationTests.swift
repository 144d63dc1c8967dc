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

  @Test(
    "other people talk at the ratio that was drawn, each in turn over again; nobody, where there is nobody")
  func babble() throws {
    let voices = (1...3).map { TonesCorpus.voice(speaker: $0, emotion: "happy", take: 0) }
    let draw = AugmentationDraw.babble(decibels: 6, voices: 3, seed: 4)
    var asked = 0
    let treated = try draw.applied(to: tone) { count, _ in
      asked = count
      return voices
    }
    #expect(asked == 3 && treated.samples.count == tone.samples.count)
    let added = zip(treated.samples, tone.samples).map { $0 - $1 }
    #expect(abs(10 * log10(power(tone.samples) / power(added)) - 6) < 0.01)
    #expect(power(Array(added.suffix(800))) > 0)
    #expect(try treated == draw.applied(to: tone) { _, _ in voices })
    #expect(try draw.applied(to: tone) == tone)
    let recipe = Augmentation.babble(probability: 1, minimumDecibels: 3, maximumDecibels: 20)
    #expect(try JSONDecoder().decode(Augmentation.self, from: JSONEncoder().encode(recipe)) == recipe)
    var generator = SeededGenerator(seed: 1)
    let counts = (0..<200).flatMap { _ in recipe.draw(clipDuration: 2, using: &generator) }.map {
      if case .babble(let decibels, let voices, _) = $0, (3...20).contains(decibels) { voices } else { 0 }
    }
    #expect(Set(counts) == [1, 2, 3, 4])
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

  @Test("masks put the mean of a view over a stretch and a band, nothing else")
  func masks() {
    // Two views of five bins: 1 and -1 by turns around 0, and the same around 10.
    let values = (0..<100 * 10).map { Float($0 % 10 < 5 ? 0 : 10) + ($0 / 10 % 2 == 0 ? 1 : -1) }
    let matrix = FeatureMatrix(values: values, frameCount: 100, binCount: 10)
    var masked = matrix
    AugmentationDraw.timeMask(start: 0.5, seconds: 0.2).apply(
      to: &masked, frameDuration: 0.01, viewCount: 2)
    #expect(
      (40..<60).allSatisfy { frame in
        (0..<10).allSatisfy { abs(masked[frame, $0] - ($0 < 5 ? 0 : 10)) < 1e-4 }
      })
    #expect(masked.values[..<(40 * 10)] == matrix.values[..<(40 * 10)])
    #expect(masked.values[(60 * 10)...] == matrix.values[(60 * 10)...])
    masked = matrix
    AugmentationDraw.frequencyMask(start: 0, bins: 2).apply(to: &masked, frameDuration: 0.01, viewCount: 2)
    #expect((0..<100).allSatisfy { abs(masked[$0, 1]) < 1e-4 && abs(masked[$0, 6] - 10) < 1e-4 })
    #expect((0..<100).allSatisfy { masked[$0, 2] == matrix[$0, 2] && masked[$0, 7] == matrix[$0, 7] })
  }

  @Test("padding, rooms and lines are replayed alike; padding adds what it says, the others keep the length")
  func surroundings() throws {
    let voice = TonesCorpus.voice(speaker: 1, emotion: "happy", take: 0)
    let padded = try AugmentationDraw.padding(before: 0.25, behind: 0.5, seed: 3).applied(to: voice)
    #expect(padded.samples.count == voice.samples.count + 12_000)
    #expect(padded.samples[4000..<4000 + voice.samples.count].elementsEqual(voice.samples))
    let loudest = padded.samples[..<4000].map(abs).max() ?? 1
    #expect(loudest > 0 && loudest < 0.01)
    let room = AugmentationDraw.reverberation(seconds: 0.4, directDecibels: 2, seed: 9)
    for draw in [room, .telephone] {
      let treated = try draw.applied(to: voice)
      #expect(try treated == draw.applied(to: voice))
      #expect(treated.samples.count == voice.samples.count && treated != voice)
    }
    let recipe: [Augmentation] = [
      .padding(probability: 0.5, maximumSeconds: 1),
      .reverberation(probability: 0.25, minimumSeconds: 0.1, maximumSeconds: 0.9), .telephone(probability: 1),
    ]
    #expect(try JSONDecoder().decode([Augmentation].self, from: JSONEncoder().encode(recipe)) == recipe)
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
