import ArgumentParser
import TerminalInterface

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
        speech-emotion record
        speech-emotion predict calls/ --json > calls.json
        speech-emotion evaluate corpora/ravdess
        speech-emotion train corpora/ravdess --help
      """,
    version: Version.current,
    subcommands: [
      PredictCommand.self, ListenCommand.self, RecordCommand.self, PlayCommand.self, DevicesCommand.self,
      EnrollCommand.self, EvaluateCommand.self, SampleCommand.self, CorpusCommand.self,
      ModelCommand.self, FeaturesCommand.self, ServeCommand.self, TrainCommand.self,
    ])

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // Before anything is parsed, so that every argument reaches the trainer as it was typed.
    if arguments.first == TrainCommand.name {
      exit(withError: CompanionProgram.trainer.become(arguments: Array(arguments.dropFirst())))
    }
    if arguments.first == ServeCommand.name {
      exit(withError: CompanionProgram.server.become(arguments: Array(arguments.dropFirst())))
    }
    if let name = fileTakenForOptions(arguments) {
      Diagnostics.error("\(name) is a file, but looks like options. Write ./\(name), or put -- before it.")
      exit(withError: ExitCode(64))
    }
    // A reader that leaves (`| head`) is an error code where it matters, not a signal.
    signal(SIGPIPE, SIG_IGN)
    do {
      if arguments.isEmpty, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
        var menu = Menu()
        exit(withError: ExitCode(try menu.run()))
      }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      exit(withError: error)
    }
  }

  /// A file whose name begins with a dash: `-holiday.wav` would be read as `-h`, and the help shown.
  private static func fileTakenForOptions(_ arguments: [String]) -> String? {
    arguments.prefix { $0 != "--" }.first {
      $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.count > 2 && access($0, F_OK) == 0
    }
  }
}
