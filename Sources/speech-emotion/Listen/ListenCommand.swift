import ArgumentParser
import Foundation
import SpeechAudio
import SpeechEmotion
import SpeechFeatures
import TerminalInterface

/// `speech-emotion listen`: how the emotion moves while somebody speaks.
struct ListenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: "Listens live and shows how the emotion moves.",
    usage: "speech-emotion listen [<file>|-] [<options>]",
    discussion: """
      Listens to the microphone, to a file at its own pace, or with - to raw samples or a WAV stream on standard \
      input, until Ctrl-C or the end. On a terminal: level, current emotion, and the last minute as a strip; \
      elsewhere a line for each utterance.

      --json prints one event per line: utterance_started, window (five a second while somebody speaks, each over \
      the last three seconds), utterance_ended with what the whole sounded like, and no_speech for each second of \
      silence, music or noise. Times are seconds since the first sample.

      Examples:
        speech-emotion listen
        speech-emotion listen interview.mp3 --json
        ffmpeg -i film.mkv -f wav - | speech-emotion listen -
        arecord -f S16_LE -r 16000 -t raw | speech-emotion listen -
      """)

  @Argument(
    help: ArgumentHelp(
      "An audio file, or - for samples on standard input. Default: the microphone.", valueName: "file|-"),
    completion: .file())
  var source: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Which microphone: a name, a part of one, or a number of `speech-emotion devices`.", valueName: "device"
    ))
  var device: String?

  @OptionGroup var model: ModelOptions
  @OptionGroup var precision: PrecisionOption

  @OptionGroup var speaker: SpeakerOptions

  @Flag(name: .long, help: "Print one JSON object per event and line.")
  var json = false

  @Flag(name: .long, help: "With --json: print how loud it is, five times a second, too.")
  var levels = false

  @Flag(name: .long, help: "Hear a file as fast as possible instead of at its own pace.")
  var fast = false

  @Option(
    name: .long, help: ArgumentHelp("Seconds that are heard together, 0.5 to 15.", valueName: "seconds"))
  var window = LiveSettings().windowDuration

  @Option(
    name: .long, help: ArgumentHelp("Seconds from one window to the next, 0.05 to 5.", valueName: "seconds"))
  var hop = LiveSettings().hopDuration

  @Option(name: .long, help: ArgumentHelp("Silence that ends an utterance, 0.3 to 10.", valueName: "seconds"))
  var pause = LiveSettings().pauseDuration

  @OptionGroup(title: "Samples on standard input (a WAV stream says all this itself)") var input: InputOptions

  @Flag(name: .long, help: "At the end, print to standard error how long answers took.")
  var statistics = false

  func validate() throws {
    try require(window, within: 0.5...15, of: "--window")
    try require(hop, within: 0.05...5, of: "--hop")
    try require(pause, within: 0.3...10, of: "--pause")
    if levels, !json {
      throw ValidationError("--levels goes with --json; on a terminal the level is always shown.")
    }
    if device != nil, source != nil {
      throw ValidationError("--device is about microphones, not about \(source ?? "").")
    }
    if fast, source == nil || source == "-" { throw ValidationError("--fast is about files.") }
  }

  private func require(_ value: Double, within range: ClosedRange<Double>, of option: String) throws {
    guard !range.contains(value) else { return }
    throw ValidationError(
      "\(option) is a number of seconds from \(range.lowerBound) to \(range.upperBound), not \(value).")
  }

  func run() throws {
    let detector = try model.detector(gate: .off, precision: precision.value)
    let speaker = try speaker.profile(for: detector)
    Interruption.beginCatching()
    let session = ListenSession(
      detector: detector, speaker: speaker,
      settings: LiveSettings(windowDuration: window, hopDuration: hop, pauseDuration: pause))
    let source = try listeningSource(detector)
    let statistics = try session.run(source, writer: writer(detector))
    if self.statistics { Diagnostics.note(statistics.text) }
  }

  private func listeningSource(_ detector: EmotionDetector) throws -> any ListeningSource {
    switch source {
    case "-"?:
      try StandardInputSource(
        PCMStream(
          encoding: input.sampleFormat.encoding, sampleRate: input.sampleRate, channelCount: input.channels))
    case let path?: try FileSource(path: path, isPaced: !fast)
    case nil:
      // The network's rate: resampled once, by the microphone.
      try MicrophoneSource(device: device, sampleRate: detector.manifest.featureRecipe.sampleRate)
    }
  }

  private func writer(_ detector: EmotionDetector) -> any ListenWriter {
    if json { return ListenJSONWriter(hasLevels: levels) }
    let terminal = Terminal.standardOutput
    guard terminal.canRewriteLines else { return ListenTextWriter(terminal: terminal) }
    return ListenDisplayWriter(
      display: ListenDisplay(emotions: detector.labels.emotions),
      terminal: { Terminal.standardOutput })
  }
}

/// What raw samples are like.
struct InputOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Samples per second.", valueName: "hertz"))
  var sampleRate = 16_000

  @Option(name: .long, help: ArgumentHelp("Channels, which are mixed.", valueName: "n"))
  var channels = 1

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How a sample is written: unsigned 8 bits, signed 16, 24 or 32, or floating point.", valueName: "format"
    ))
  var sampleFormat = SampleFormat.s16le

  func validate() throws {
    guard AudioFormats.sampleRates.contains(sampleRate) else {
      throw ValidationError(
        "--sample-rate is a number of hertz from \(AudioFormats.sampleRates.lowerBound) to \(AudioFormats.sampleRates.upperBound), not \(sampleRate)."
      )
    }
    guard (1...64).contains(channels) else {
      throw ValidationError("--channels is a number from 1 to 64, not \(channels).")
    }
  }
}

/// How a raw sample is written.
enum SampleFormat: String, ExpressibleByArgument, CaseIterable {
  case u8
  case s16le
  case s24le
  case s32le
  case f32le

  var encoding: PCMStream.Encoding {
    switch self {
    case .u8: .unsigned8
    case .s16le: .signed16
    case .s24le: .signed24
    case .s32le: .signed32
    case .f32le: .float32
    }
  }
}
