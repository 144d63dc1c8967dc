import ArgumentParser

/// Lists `train` among the commands and completes its name; ``SpeechEmotionCommand/main()`` hands over to the
/// trainer before this is ever run.
struct TrainCommand: ParsableCommand {
  static let name = "train"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Trains a model on a corpus (runs speech-emotion-train).",
    discussion: """
      Every argument goes to speech-emotion-train, which is looked for beside this program and then on PATH.

      Examples:
        speech-emotion train --help
        speech-emotion train corpora/ravdess --output ravdess.emotionmodel
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("Arguments of speech-emotion-train.", valueName: "arguments"))
  var arguments: [String] = []

  func run() throws {
    throw CompanionProgram.trainer.become(arguments: arguments)
  }
}
