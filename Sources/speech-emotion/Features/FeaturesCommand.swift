import ArgumentParser
import Foundation
import SpeechAudio
import SpeechFeatures
import TerminalInterface

/// `speech-emotion features`: the matrix that a network sees of a file.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Writes the feature matrix of an audio file for NumPy.",
    usage: "speech-emotion features <file> --output <out.npy> [<options>]",
    discussion: """
      The file is an array of float32, [frames, bins] in C order; numpy.load reads it.

      Recipes: logmel80 (80 mel bands at 16 kHz, the default), seed (a linear spectrogram of 221 bins), a JSON \
      file, or with --model the recipe of a model.

      Examples:
        speech-emotion features voice.wav --output voice.npy
        speech-emotion features voice.wav --output voice.npy --recipe seed
        speech-emotion features voice.wav --output voice.npy --model my.emotionmodel
      """)

  @Argument(
    help: ArgumentHelp("An audio file, or - for audio bytes on standard input.", valueName: "file"),
    completion: .file())
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write; - for standard output.", valueName: "out.npy"), completion: .file())
  var output: String

  @Option(
    name: .long,
    help: ArgumentHelp("logmel80, seed, or a JSON file. Default: logmel80.", valueName: "recipe"),
    completion: .file(extensions: ["json"]))
  var recipe: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Use the recipe of this model.", valueName: "path"), completion: .directory)
  var model: String?

  func validate() throws {
    guard recipe != nil, model != nil else { return }
    throw ValidationError("--recipe and --model both name a recipe: give one of them.")
  }

  func run() throws {
    let recipe = try RecipeSource(recipe: recipe, model: model).load()
    let extractor = try FeatureExtractor(recipe)
    let features = try extractor.features(of: waveform())
    let data = NumPyFile.data(features)
    let isPiped = output == "-"
    var standardOutput = Output.standard
    if isPiped {
      try standardOutput.write(bytes: data)
    } else {
      try WholeFile.write(data, to: output)
      let shape =
        "\(NumberFormat.grouped(features.frameCount)) frames x "
        + "\(NumberFormat.count(features.binCount, "bin")), float32"
      try standardOutput.writeLine("\(output.printable): \(shape)")
    }
    try standardOutput.flush()
  }

  private func waveform() throws -> Waveform {
    let decoded =
      if input == "-" {
        try AudioFile.decode(data: StandardInput.audio())
      } else {
        try AudioFile.decode(contentsOf: URL(fileURLWithPath: input))
      }
    try decoded.waveform.requireUsable(minimumDuration: 0.05, path: input)
    for warning in decoded.warnings { Diagnostics.warning("\(input): \(warning)") }
    return decoded.waveform
  }
}
