import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command: says what emotion is in a voice.
@main
struct SpeechEmotionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speech-emotion",
    abstract: "Says what emotion is in a voice.",
    discussion: """
      Examples:
        speech-emotion predict voice.wav
        speech-emotion predict calls/ --json > calls.json
        speech-emotion evaluate corpora/ravdess
        speech-emotion train corpora/ravdess --help
      """,
    version: Version.current,
    subcommands: [
      PredictCommand.self, EvaluateCommand.self, SampleCommand.self, CorpusCommand.self,
      ModelCommand.self, FeaturesCommand.self, TrainCommand.self,
    ])

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // Before anything is parsed, so that every argument reaches the trainer as it was typed.
    if arguments.first == TrainCommand.name {
      exit(withError: TrainerProgram.become(arguments: Array(arguments.dropFirst())))
    }
    // A reader that leaves (`| head`) or a player that stops is an error code where it matters, not a signal.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      exit(withError: error)
    }
  }
}
