import Foundation
import Testing

@testable import SpeechEmotion

/// Hundreds of bundles with drawn faults: each is refused with a sentence, or works.
@Suite struct ModelBundleFuzzTests {
  private func check(_ url: URL) -> Bool {
    do {
      let detector = try EmotionDetector(bundle: ModelBundle(contentsOf: url))
      let waveform = TestModels.noise(seconds: 0.4)
      if let prediction = try? detector.prediction(for: waveform) {
        #expect(abs(prediction.values.reduce(0, +) - 1) < 1e-6)
      }
      return true
    } catch let error as ModelBundleError {
      #expect(error.description.contains("small.emotionmodel"))
      return false
    } catch {
      Issue.record(error, "an error that is not about the bundle")
      return false
    }
  }

  @Test("Damaged bytes in the manifest")
  func manifestBytes() throws {
    var generator = TestGenerator(seed: 1)
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "small.emotionmodel")
      try TestModels.bundle().write(to: url)
      let file = url.appending(path: "manifest.json")
      let whole = try Data(contentsOf: file)
      var refused = 0
      for _ in 0..<300 {
        try generator.damaged(whole).write(to: file)
        refused += check(url) ? 0 : 1
      }
      #expect(refused > 200)
    }
  }

  @Test("Hostile values in the manifest")
  func manifestValues() throws {
    let hostile = [
      "0", "-1", "1", "3", "1000", "65536", "65537", "4294967296", "9223372036854775807",
      "-9223372036854775808",
      "1e308", "1e-308", "0.5", "null", "true", "\"x\"", "[]", "{}", "[[[[]]]]",
    ]
    var generator = TestGenerator(seed: 2)
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "small.emotionmodel")
      try TestModels.bundle().write(to: url)
      let file = url.appending(path: "manifest.json")
      let whole = try String(contentsOf: file, encoding: .utf8)
      let numbers = whole.matches(of: #/ : (-?[0-9][0-9.e+-]*)/#).map(\.output.1)
      #expect(numbers.count > 20)
      for number in numbers {
        for _ in 0..<8 {
          let value = hostile.randomElement(using: &generator) ?? "0"
          let changed = whole.replacingCharacters(in: number.startIndex..<number.endIndex, with: value)
          try changed.write(to: file, atomically: false, encoding: .utf8)
          _ = check(url)
        }
      }
    }
  }

  @Test("Damaged weights")
  func weights() throws {
    var generator = TestGenerator(seed: 3)
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "small.emotionmodel")
      try TestModels.bundle().write(to: url)
      let file = url.appending(path: "weights.safetensors")
      let whole = try Data(contentsOf: file)
      let headerLength = Int(whole[0]) + Int(whole[1]) << 8
      for round in 0..<300 {
        let header = generator.damaged(whole.prefix(8 + headerLength))
        let body = whole.dropFirst(8 + headerLength)
        try (round.isMultiple(of: 3) ? generator.damaged(whole) : header + body).write(to: file)
        _ = check(url)
      }
    }
  }
}
