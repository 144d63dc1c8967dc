import ArgumentParser
import Foundation
import SpeechAudio
import SpeechDevices
import SpeechEmotion
import TerminalInterface

/// `speech-emotion record`: a voice from the microphone into a file, and what emotion is in it.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Records a voice and says what emotion is in it.",
    usage: "speech-emotion record [<file>] [<options>]",
    discussion: """
      Speak; it ends when you have been silent for 1.5 s, with Enter or with Ctrl-C. The file is WAV or FLAC, told by \
      its name, and holds what was said up to the last second even if the program is killed. Without a name it is \
      recording-YYYY-MM-DD-HHMMSS.wav in the current folder.

      The exit status is 0 if something was recorded and answered, 1 if there is no microphone, the file is there \
      already or there is nothing to answer.

      Examples:
        speech-emotion record
        speech-emotion record hello.wav --countdown 3
        speech-emotion record hello.flac --seconds 5 --device usb --no-predict
      """)

  @Argument(
    help: ArgumentHelp("The file to make, .wav or .flac.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What to record from: a number, a name or a part of it (see `speech-emotion devices`).",
      valueName: "device"))
  var device: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Record this long. Default: until there is silence.", valueName: "seconds"))
  var seconds: Double?

  @Option(name: .long, help: ArgumentHelp("Silence after speech that ends it.", valueName: "seconds"))
  var silence = 1.5

  @Option(name: .long, help: ArgumentHelp("Count down before it begins.", valueName: "seconds"))
  var countdown = 0

  @Flag(name: .long, help: "Replace a file of that name, once the recording is complete.")
  var overwrite = false

  @Flag(name: .long, help: "Only record.")
  var noPredict = false

  @OptionGroup var model: ModelOptions
  @OptionGroup var precision: PrecisionOption

  func validate() throws {
    if let seconds, !(seconds > 0 && seconds < 1e6) {
      throw ValidationError("--seconds is a length above 0, such as 5, not \(seconds).")
    }
    guard silence > 0, silence < 1e6 else {
      throw ValidationError("--silence is a length above 0, such as 1.5, not \(silence).")
    }
    guard (0...60).contains(countdown) else {
      throw ValidationError("--countdown is a number of seconds from 0 to 60, not \(countdown).")
    }
  }

  func run() throws {
    // Everything that can be wrong is looked at before anybody speaks.
    let target = try RecordingTarget(file, overwrite: overwrite)
    let detector = noPredict ? nil : try model.detector(gate: .on, precision: precision.value)
    let chosen = try AudioDevices.input(named: device)
    let sampleRate = min(max(chosen.defaultSampleRate, 8000), 48_000)
    let microphone = try Microphone(device: device == nil ? nil : chosen, sampleRate: sampleRate)
    let writer = try self.writer(target, sampleRate: sampleRate)
    Interruption.beginCatching()
    do {
      try begin(microphone, path: target.path)
    } catch {
      writer.discard()
      throw error
    }

    var session = RecordingSession(
      microphone: microphone, writer: writer, seconds: seconds, silence: silence)
    let end = try session.run()
    try finish(session, end, path: target.path)
    if let code = Interruption.exitCode, code != 130 { throw ExitCode(code) }
    Interruption.forget()
    guard let detector else { return }
    try predict(target.path, detector)
  }

  private func writer(_ target: RecordingTarget, sampleRate: Int) throws -> AudioWriter {
    let url = URL(fileURLWithPath: target.path)
    do throws(AudioError) {
      return try AudioWriter(to: url, sampleRate: sampleRate, replacing: target.isReplacing)
    } catch {
      if case .unwritable(_, EEXIST) = error { throw RecordingError.exists(path: target.path) }
      throw error
    }
  }

  private func begin(_ microphone: Microphone, path: String) throws {
    let end = seconds.map { "for \(NumberFormat.duration(seconds: $0))" } ?? "until you are silent"
    let keys = isatty(0) == 1 ? "Enter or Ctrl-C ends it" : "Ctrl-C ends it"
    Diagnostics.note("Recording \(end) from \(microphone.device.name) into \(path); \(keys).")
    var line = LiveLine()
    for left in stride(from: countdown, to: 0, by: -1) {
      line.show { "\($0.styled("\(left)", .bold)) ..." }
      for _ in 0..<20 where !Interruption.isRequested { Thread.sleep(forTimeInterval: 0.05) }
    }
    line.clear()
    if let code = Interruption.exitCode { throw ExitCode(code) }
  }

  /// Completes the file and says what is in it.
  private func finish(_ session: RecordingSession, _ end: RecordingSession.End, path: String) throws {
    let writer = session.writer
    guard writer.sampleCount > 0 else {
      writer.discard()
      if case .failure(let error) = end { throw error }
      throw RecordingError.nothingRecorded(device: session.microphone.device.name)
    }
    let duration = NumberFormat.duration(seconds: writer.duration)
    if case .failure(let error) = end {
      try writer.close()
      Diagnostics.error(Diagnostics.sentence(error))
      Diagnostics.note("What was recorded before (\(duration)) is in \(writer.currentPath).")
      throw ExitCode.failure
    }
    try writer.finish()
    let peak = session.tracker.highestPeak
    let loudness = peak.isFinite ? "peak \(NumberFormat.fixed(peak, decimals: 1)) dBFS" : "silence"
    Diagnostics.note("Recorded \(duration), \(loudness): \(path)")
    for sentence in RecordingAdvice.sentences(
      session.tracker, end: end, duration: writer.duration, dropped: session.microphone.droppedSampleCount)
    {
      Diagnostics.warning(sentence)
    }
  }

  private func predict(_ path: String, _ detector: EmotionDetector) throws {
    let job = PredictionJob(
      inputs: [PredictionInput(path: path, source: .file(URL(fileURLWithPath: path)))], detector: detector,
      parallelism: 1)
    let code = try job.run(writer: PredictionBarsWriter(terminal: .standardOutput, top: nil))
    guard code == 0 else { throw ExitCode(code) }
  }
}
