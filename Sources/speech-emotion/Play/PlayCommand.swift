import ArgumentParser
import Foundation
import SpeechAudio
import SpeechDevices
import TerminalInterface

/// `speech-emotion play`: an audio file through the loudspeaker.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Plays an audio file.",
    discussion: """
      Reads what `predict` reads. On a terminal a line shows time, position and level as they are heard. Ctrl-C stops. \
      The exit status is 1 where there is no loudspeaker.

      Examples:
        speech-emotion play voice.wav
        speech-emotion play voice.wav --device headset
      """)

  @Argument(help: ArgumentHelp("An audio file.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where to play: a number, a name or a part of it (see `speech-emotion devices`).", valueName: "device"))
  var device: String?

  func run() throws {
    let waveform = try Waveform(contentsOf: URL(fileURLWithPath: file))
    let loudspeaker = try Loudspeaker(device: device.map { try AudioDevices.output(named: $0) })
    Interruption.beginCatching()
    var output = Output.standard
    let duration = NumberFormat.duration(seconds: waveform.duration)
    try output.writeLine("\(file.printable)  \(Terminal.standardOutput.styled(duration, .dim))")
    try output.flush()
    try loudspeaker.playShowing(waveform)
    if let code = Interruption.exitCode { throw ExitCode(code) }
  }
}

extension Loudspeaker {
  /// Plays to the end or to Ctrl-C, and shows where it is.
  func playShowing(_ waveform: Waveform) throws(DeviceError) {
    var display = PlaybackDisplay(waveform)
    defer { display.clear() }
    try play(waveform) { seconds in
      display.show(seconds: seconds)
      return !Interruption.isRequested
    }
  }
}
