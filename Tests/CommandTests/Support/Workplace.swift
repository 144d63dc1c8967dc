import Foundation
import SpeechEmotion
import TestSupport

/// A folder with a model in it, in which the program runs.
struct Workplace {
  /// The folder.
  let folder: URL
  /// The model's path, relative to the folder.
  let model = "test.emotionmodel"

  /// Makes a workplace, lends it and removes it.
  static func with<Value>(_ body: (Workplace) throws -> Value) throws -> Value {
    try TemporaryFolder.with { folder in
      let place = Workplace(folder: folder)
      try TestModel.bundle().write(to: folder.appendingPathComponent(place.model))
      return try body(place)
    }
  }

  /// Runs `speech-emotion` here.
  func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> CommandLineProgram.Outcome {
    try CommandLineProgram.speechEmotion.run(arguments, input: input, environment: environment, in: folder)
  }

  /// Runs a command of `speech-emotion` here with the workplace's model.
  func runWithModel(
    _ arguments: String..., input: Data = Data(), environment: [String: String] = [:]
  ) throws -> CommandLineProgram.Outcome {
    try run(arguments + ["--model", model], input: input, environment: environment)
  }

  /// Writes a file here, with the folders above it.
  func write(_ data: Data, to path: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  /// Writes a buzzing voice here.
  func writeVoice(_ path: String, hertz: Double = 140) throws {
    try write(TestAudio.wav(hertz: hertz), to: path)
  }

  /// Writes a little RAVDESS: three actors, four emotions each (neutral, happy, sad, angry), actor 3 heard before.
  func writeCorpus(_ path: String = "ravdess") throws {
    for actor in 1...3 {
      for emotion in [1, 3, 4, 5] {
        let name = "03-01-0\(emotion)-01-01-01-0\(actor)"
        let hertz = 80.0 + 60 * Double(actor) + 9 * Double(emotion)
        try writeVoice("\(path)/Actor_0\(actor)/\(name).wav", hertz: hertz)
      }
    }
  }
}
