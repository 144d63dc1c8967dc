import Foundation
import SpeechAudio
import SpeechFeatures
import TestSupport
import Testing

@Suite("speech-emotion features")
struct FeaturesTests {
  /// Reads a NumPy file of version 1.0: shape and values.
  private func readNumPy(_ data: Data) throws -> (shape: [Int], values: [Float]) {
    try #require(data.prefix(8) == Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]))
    let length = Int(data[8]) | Int(data[9]) << 8
    #expect((10 + length) % 64 == 0)
    let header = String(decoding: data[10..<(10 + length)], as: UTF8.self)
    #expect(header.contains("'descr': '<f4'") && header.contains("'fortran_order': False"))
    #expect(header.hasSuffix("\n"))
    let match = try #require(header.firstMatch(of: /'shape': \((\d+), (\d+)\)/))
    let shape = [Int(match.1) ?? 0, Int(match.2) ?? 0]
    let body = Data(data.dropFirst(10 + length))
    let bits = body.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
      }
    }
    let values = bits.map { Float(bitPattern: $0) }
    return (shape, values)
  }

  @Test("the matrix of a recipe comes back from the file", arguments: ["logmel80", "seed"])
  func presets(name: String) throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let outcome = try place.run(["features", "a.wav", "--output", "a.npy", "--recipe", name])
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let expected = try FeatureExtractor(name == "seed" ? .seed : .logMel80)
        .features(of: Waveform(contentsOf: place.folder.appendingPathComponent("a.wav")))
      let (shape, values) = try readNumPy(Data(contentsOf: place.folder.appendingPathComponent("a.npy")))
      #expect(shape == [expected.frameCount, expected.binCount])
      #expect(values == expected.values)
      #expect(outcome.text == "a.npy: \(shape[0]) frames x \(shape[1]) bins, float32\n")
      // Nothing temporary is left beside it.
      let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      #expect(Set(names) == ["a.wav", "a.npy", place.model])
    }
  }

  @Test("the recipe may be the model's or a JSON file's, and the file may be standard output")
  func sources() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let plain = try place.run(["features", "a.wav", "-o", "-"])
      let model = try place.run(["features", "a.wav", "-o", "-", "--model", place.model])
      try place.write(JSONEncoder().encode(FeatureRecipe.logMel80), to: "recipe.json")
      let file = try place.run(["features", "a.wav", "-o", "-", "--recipe", "recipe.json"])
      let piped = try place.run(["features", "-", "-o", "-"], input: TestAudio.wav())
      for outcome in [plain, model, file, piped] {
        #expect(outcome.status == 0)
        #expect(outcome.output == plain.output)
      }
      #expect(try readNumPy(plain.output).shape[1] == 80)
    }
  }

  @Test(
    "errors name what to do, and leave no file",
    arguments: [
      (["missing.wav", "-o", "out.npy"], "missing.wav"),
      (["a.wav", "-o", "nowhere/out.npy"], "folder does not exist"),
      (["a.wav", "-o", "out.npy", "--recipe", "mel99"], "logmel80"),
      (["a.wav", "-o", "out.npy", "--recipe", "none.json"], "none.json"),
      (["a.wav", "-o", "out.npy", "--recipe", "bad.json"], "sample_rate"),
      (["a.wav", "-o", "test.emotionmodel"], "it is a folder"),
    ])
  func errors(arguments: [String], words: String) throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      try place.write(Data("{}".utf8), to: "bad.json")
      let outcome = try place.run(["features"] + arguments)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("Error: ") && outcome.errors.contains(words))
      let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      #expect(Set(names) == ["a.wav", "bad.json", place.model])
    }
  }
}
