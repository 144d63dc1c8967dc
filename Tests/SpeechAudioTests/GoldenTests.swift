import Foundation
import Testing

@testable import SpeechAudio

@Suite("Numbers of other programs")
struct GoldenTests {
  /// What `Golden/make_resampling.py` writes.
  struct Case: Decodable {
    let source: Int
    let target: Int
    let count: Int
    let values: [Float]
  }

  /// Both sides run libsoxr; they differ by the last bit of the chirp's sines.
  static let tolerance: Float = 1e-6

  @Test("resampling is librosa's soxr_hq")
  func resampling() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/resampling.json")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    #expect(cases.count == 5)
    for golden in cases {
      let chirp = (0..<Int(0.3 * Double(golden.source)) + 7).map { index in
        let time = Double(index) / Double(golden.source)
        return Float(0.5 * sin(2 * .pi * (100 * time + 6000 * time * time)))
      }
      let result = try Waveform(samples: chirp, sampleRate: golden.source).resampled(to: golden.target)
        .samples
      #expect(result.count == golden.count)
      let every20th = stride(from: 0, to: result.count, by: 20).map { result[$0] }
      #expect(every20th.count == golden.values.count)
      #expect(Signals.largestDifference(every20th, golden.values) < Self.tolerance)
    }
  }
}
