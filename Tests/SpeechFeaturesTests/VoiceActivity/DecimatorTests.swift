import Foundation
import Testing

@testable import SpeechFeatures

@Suite("Decimation for the speech gate") struct DecimatorTests {
  @Test(
    "A low tone stays, a high one that would fold over goes, in pieces as in one", arguments: [1, 2, 3, 6])
  func tones(factor: Int) {
    func decimated(_ frequency: Double, blocks: [Int]) -> [Float] {
      let samples = (0..<9_001).map { Float(sin(2 * .pi * frequency * Double($0))) }
      var decimator = Decimator(factor: factor)
      var output: [Float] = []
      var start = 0
      for block in blocks + [samples.count] {
        let end = min(start + block, samples.count)
        output += decimator.process(Array(samples[start..<end]))
        start = end
      }
      return output + decimator.finish()
    }
    let low = 0.1 / Double(factor)
    let whole = decimated(low, blocks: [])
    #expect((9_001 / factor...9_001 / factor + 1).contains(whole.count))
    for index in 100..<whole.count - 100 {
      #expect(abs(Double(whole[index]) - sin(2 * .pi * low * Double(index * factor))) < 0.002)
    }
    let parts = decimated(low, blocks: [1, 31, 32, 33, 500, 1_024, 3_000])
    #expect(parts.count == whole.count && zip(parts, whole).allSatisfy { abs($0 - $1) < 1e-5 })
    guard factor > 1 else { return }
    let high = decimated(0.7 / Double(factor), blocks: [])
    #expect(high[100..<high.count - 100].allSatisfy { abs($0) < 0.02 })
  }
}
