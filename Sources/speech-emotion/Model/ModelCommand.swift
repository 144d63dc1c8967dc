import ArgumentParser
import Foundation
import SpeechEmotion
import TerminalInterface

/// `speech-emotion model`: what a model is.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Looks into models.",
    discussion: """
      Examples:
        speech-emotion model info
      """,
    subcommands: [Info.self])
}

extension ModelCommand {
  /// `speech-emotion model info`: a model's card.
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info",
      abstract: "Shows what a model tells apart, how it is built and where it comes from.",
      discussion: """
        --json prints the model's manifest.

        Examples:
          speech-emotion model info
          speech-emotion model info my.emotionmodel
          speech-emotion model info --json
        """)

    @Argument(
      help: ArgumentHelp(
        "A model: a folder ending in .emotionmodel. Default: the model that comes with the program.",
        valueName: "path"),
      completion: .directory)
    var path: String?

    @Flag(name: .long, help: "Print the manifest as JSON.")
    var json = false

    func run() throws {
      let manifest =
        if let path {
          try ModelBundle(contentsOf: URL(fileURLWithPath: path)).manifest
        } else {
          try EmotionDetector.bundled().manifest
        }
      var output = Output.standard
      if json {
        try output.write(bytes: manifest.jsonData())
      } else {
        try output.write(lines: ModelCard(manifest: manifest).lines(for: .standardOutput))
      }
      try output.flush()
    }
  }
}
