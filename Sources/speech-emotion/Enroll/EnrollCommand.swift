import ArgumentParser
import Foundation
import SpeechEmotion
import TerminalInterface

/// `speech-emotion enroll`: what a person's voice is like.
struct EnrollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enroll",
    abstract: "Gets to know a person's voice from neutral speech.",
    usage: "speech-emotion enroll <name> <file|folder> ... [<options>]",
    discussion: """
      From half a minute of somebody speaking as usual (5 s at least), with the microphone that will be used, it \
      learns what to take out of that person's recordings: voice and channel, but not emotion. `predict --speaker \
      NAME` then uses it. The profile is a small JSON file of averages, from which no speech can be made.

      Profiles are kept in $XDG_DATA_HOME/speech-emotion/speakers, or ~/.local/share/speech-emotion/speakers.

      Examples:
        speech-emotion enroll anna hello.wav reading.wav
        speech-emotion predict --speaker anna call.wav
        speech-emotion enroll --list
      """)

  @Argument(help: ArgumentHelp("What to call the speaker.", valueName: "name"))
  var name: String?

  @Argument(
    help: ArgumentHelp(
      "Recordings of that person speaking as usual, or folders of them.", valueName: "file|folder"),
    completion: .file())
  var inputs: [String] = []

  @OptionGroup var model: ModelOptions

  @Flag(name: .long, help: "Replace a profile of that name.")
  var overwrite = false

  @Flag(name: .long, help: "List who is enrolled, and end.")
  var list = false

  func validate() throws {
    guard !list else { return }
    guard name != nil, !inputs.isEmpty else {
      throw ValidationError(
        "Name the speaker, then at least one recording: speech-emotion enroll anna hello.wav")
    }
  }

  func run() throws {
    if list {
      for name in SpeakerProfile.names() { print(name) }
      return
    }
    guard let name else { return }
    let file = try SpeakerProfile.file(named: name)
    guard overwrite || !FileManager.default.fileExists(atPath: file.path) else {
      Diagnostics.error(
        "\(name) is enrolled already, in \(file.path). Give --overwrite to replace that profile, or another name."
      )
      throw ExitCode.failure
    }
    let detector = try model.detector(gate: .on)
    let files = try PredictionInput.expand(inputs).map { input -> URL in
      switch input.source {
      case .file(let url): return url
      case .unanswerable(let error): throw error
      case .standardInput: throw ValidationError("A speaker is enrolled from files, not from standard input.")
      }
    }
    let profile = try detector.profile(ofSpeaker: name, files: files)
    try profile.write(to: file)
    EnrolledSpeaker.warn(of: detector)
    let seconds = NumberFormat.duration(seconds: profile.speechSeconds)
    print(
      "Enrolled \(name) from \(seconds) of speech in \(NumberFormat.count(files.count, "file")): \(file.path)"
    )
    print("Use it: speech-emotion predict --speaker \(name) FILE")
  }
}
