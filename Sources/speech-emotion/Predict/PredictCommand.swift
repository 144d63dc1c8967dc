import ArgumentParser
import Foundation
import SpeechEmotion
import TerminalInterface

/// `speech-emotion predict`: what emotion is in these voices.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Says what emotion is in audio files.",
    usage: "speech-emotion predict <file|folder|-> ... [<options>]",
    discussion: """
      Reads WAV, FLAC, MP3, Ogg, Opus, AIFF, and with ffmpeg installed M4A, MP4, WebM and more. Folders are \
      searched at any depth. The exit status is 0 if every input was answered and 1 if one was not; the others \
      are answered all the same.

      Silence, music, tones and noise have no emotion: the answer is "no speech", and an answer like any other. \
      --abstain-below makes "unsure" the answer where the model is; `evaluate` shows what a threshold costs.

      --json prints one array with an object per input: path, label, confidence, probabilities, emotion, gender, \
      duration_seconds, speech_seconds, and warnings if there are any; or path, a null label and no_speech; or \
      path and error. --csv prints a header (path,label,confidence and every label) and a row per input, with an \
      empty label where there is no answer.

      --watch stays with one folder and answers each file once, when it is finished, whatever stops the program in \
      between; --json then prints an object a line, and Ctrl-C ends it with status 0.

      Examples:
        speech-emotion predict voice.wav
        speech-emotion predict calls/ interview.m4a --csv > emotions.csv
        speech-emotion predict calls/ --abstain-below 0.6
        ffmpeg -i film.mkv -f wav - | speech-emotion predict - --json
        speech-emotion predict --watch inbox/ --move-to sorted/ --results emotions.csv
      """)

  @Argument(
    help: ArgumentHelp(
      "Audio files, folders of them, or - for audio bytes on standard input.", valueName: "file|folder|-"),
    completion: .file())
  var inputs: [String]

  @OptionGroup var model: ModelOptions
  @OptionGroup var precision: PrecisionOption
  @OptionGroup var jobs: JobOptions
  @OptionGroup(title: "Watching a folder") var watching: WatchOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Labels to show for each voice, likeliest first (text output only).", valueName: "n"))
  var top: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Answer \"unsure\", with the best guess, where the confidence is below this probability, 0 to 1.",
      valueName: "p"))
  var abstainBelow: Double?

  @OptionGroup var speaker: SpeakerOptions

  @Flag(name: .long, help: "Give every sound an emotion, speech or not.")
  var noGate = false

  @Flag(exclusivity: .exclusive)
  var format: MachineFormat?

  @OptionGroup(title: "Timelines") var timeline: TimelineOptions

  func validate() throws {
    if let top, top < 1 {
      throw ValidationError("--top is a number of labels from 1 up, not \(top).")
    }
    if let abstainBelow, !(0...1).contains(abstainBelow) {
      throw ValidationError("--abstain-below is a probability from 0 to 1, such as 0.6, not \(abstainBelow).")
    }
    if format != nil, timeline.timelineFormat != nil {
      throw ValidationError("One of --json, --csv, --rttm and --vtt can be printed at a time.")
    }
    if timeline.timeline {
      let without = [
        top.map { _ in "--top" }, abstainBelow.map { _ in "--abstain-below" }, noGate ? "--no-gate" : nil,
      ].compactMap { $0 }
      if let first = without.first { throw ValidationError("\(first) does not go with --timeline.") }
      if timeline.timelineFormat == .vtt, inputs.count > 1 {
        throw ValidationError("--vtt takes one input: subtitles belong to one recording.")
      }
    }
    if inputs.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("- may be given once: standard input can be read only once.")
    }
    if watching.watch, inputs.count != 1 || inputs == ["-"] {
      throw ValidationError("--watch takes one folder, such as speech-emotion predict --watch inbox/.")
    }
    if watching.watch, timeline.timeline {
      throw ValidationError("--timeline does not go with --watch: give one of them.")
    }
    if watching.watch, top != nil {
      throw ValidationError("--watch shows a line for each file: leave --top away.")
    }
  }

  func run() throws {
    let detector = try model.detector(gate: noGate ? .off : .on, precision: precision.value)
    let speaker = try speaker.profile(for: detector)
    if watching.watch { return try watch(self.inputs[0], detector: detector, speaker: speaker) }
    let inputs = PredictionInput.expand(inputs)
    if timeline.timeline {
      if timeline.timelineFormat == .vtt, inputs.count > 1 {
        throw ValidationError(
          "--vtt takes one input, not \(inputs.count): subtitles belong to one recording.")
      }
      let code = try TimelineJob(inputs: inputs, detector: detector, options: timeline, speaker: speaker)
        .run(writer: timelineWriter(labels: detector.labels.names, inputCount: inputs.count))
      guard code == 0 else { throw ExitCode(code) }
      return
    }
    let job = PredictionJob(
      inputs: inputs, detector: detector, parallelism: jobs.parallelism,
      abstainBelow: abstainBelow, speaker: speaker)
    let terminal = Terminal.standardOutput
    let labels = detector.labels.names
    let isSingleFile = self.inputs.count == 1 && inputs.count == 1
    let code =
      switch format {
      case .json: try job.run(writer: PredictionJSONWriter())
      case .csv: try job.run(writer: PredictionCSVWriter(labels: labels))
      case nil where isSingleFile:
        try job.run(writer: PredictionBarsWriter(terminal: terminal, top: top))
      case nil:
        try job.run(
          writer: PredictionTableWriter(
            terminal: terminal, paths: inputs.map(\.path),
            labels: abstainBelow == nil ? labels : labels.map(PredictionAnswer.unsure), top: top))
      }
    guard code == 0 else { throw ExitCode(code) }
  }
}

extension PredictCommand {
  /// The form of timelines that was asked for.
  private func timelineWriter(labels: [String], inputCount: Int) -> TimelineWriter {
    switch (format, timeline.timelineFormat) {
    case (.json, _): .json
    case (.csv, _): .csv(labels: labels)
    case (_, .rttm): .rttm(hasSeveral: inputCount > 1)
    case (_, .vtt): .vtt
    case (nil, nil): .table(.standardOutput)
    }
  }
}

/// Output for other programs.
enum MachineFormat: String, EnumerableFlag {
  case json
  case csv

  static func help(for value: MachineFormat) -> ArgumentHelp? {
    switch value {
    case .json: "Print a JSON array, one object per input."
    case .csv: "Print comma-separated values (RFC 4180), one row per input."
    }
  }
}
