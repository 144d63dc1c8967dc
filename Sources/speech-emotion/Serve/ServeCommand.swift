import ArgumentParser

/// Lists `serve` among the commands; ``SpeechEmotionCommand/main()`` hands over to the server before this is ever run.
struct ServeCommand: ParsableCommand {
  static let name = "serve"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Serves a page and an API on this machine (runs speech-emotion-serve).",
    discussion: """
      Every argument goes to speech-emotion-serve, which is looked for beside this program and then on PATH.

      Examples:
        speech-emotion serve
        speech-emotion serve --corpus corpora/ravdess
        speech-emotion serve --help
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("Arguments of speech-emotion-serve.", valueName: "arguments"))
  var arguments: [String] = []

  func run() throws {
    throw CompanionProgram.server.become(arguments: arguments)
  }
}
