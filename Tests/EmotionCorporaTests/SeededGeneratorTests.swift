import EmotionCorpora
import Foundation
import Testing

@Suite("Seeded random numbers")
struct SeededGeneratorTests {
  @Test("the sequence is SplitMix64's published one")
  func published() {
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("saving the state continues the sequence")
  func state() throws {
    var generator = SeededGenerator(seed: 3)
    _ = generator.normal()
    var restored = try JSONDecoder().decode(SeededGenerator.self, from: JSONEncoder().encode(generator))
    #expect(restored.uniform() == generator.uniform())
  }

  @Test("shuffles are these for ever, whatever Swift's own shuffle does")
  func shuffle() {
    var generator = SeededGenerator(seed: 42)
    #expect(generator.shuffled(0..<10) == [8, 3, 6, 5, 4, 0, 9, 2, 1, 7])
    var first = SeededGenerator(seed: 42)
    var second = SeededGenerator(seed: 42)
    #expect(first.shuffled(0..<100) == second.shuffled(0..<100))
    #expect(first.shuffled(0..<100).sorted() == Array(0..<100))
  }

  @Test("places in a plan have unrelated seeds, and their order counts")
  func derivation() {
    let seeds = [[1, 2], [2, 1], [1], [1, 0], [], [0]].map { SeededGenerator.derivedSeed(7, $0) }
    #expect(Set(seeds).count == seeds.count)
    #expect(SeededGenerator(seed: 7, 1, 2) == SeededGenerator(seed: SeededGenerator.derivedSeed(7, [1, 2])))
    #expect(SeededGenerator.derivedSeed(7, "ravdess") != SeededGenerator.derivedSeed(7, "tess"))
    #expect(SeededGenerator.derivedSeed(7, "ravdess") != SeededGenerator.derivedSeed(8, "ravdess"))
  }

  @Test("draws have the range, mean and spread that they promise")
  func moments() {
    var generator = SeededGenerator(seed: 1)
    let count = 20_000
    let uniform = (0..<count).map { _ in generator.uniform() }
    #expect(uniform.allSatisfy { (0..<1).contains($0) })
    // Three standard errors of the mean of 20,000 uniform numbers are 0.006; of normal ones, 0.021.
    #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 0.006)
    let normal = (0..<count).map { _ in generator.normal(mean: 2, standardDeviation: 3) }
    let mean = normal.reduce(0, +) / Double(count)
    let variance = normal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(abs(mean - 2) < 0.07)
    #expect(abs(variance.squareRoot() - 3) < 0.07)
    var hits = [0, 0, 0]
    for _ in 0..<count { hits[generator.index(below: 3)] += 1 }
    #expect(hits.allSatisfy { abs($0 - count / 3) < 250 })
    #expect(generator.element(of: [Int]()) == nil)
    #expect(generator.sample(3, from: Array(0..<10)).count == 3)
    #expect(generator.sample(30, from: Array(0..<10)).count == 10)
  }
}
