import ArgumentParser
import EmotionServer
import Foundation
import SpeechEmotion
import TerminalInterface

/// `speech-emotion serve`: the server as a program.
@main
struct SpeechEmotionServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speech-emotion serve",
    abstract: "Serves an API and a page that say what emotion is in a voice.",
    usage: "speech-emotion serve [<options>]",
    discussion: """
      Listens on this machine alone; nothing that is said leaves it. The page has everything: speak, drop files, \
      guess with the model. Ctrl-C ends it.

      Examples:
        speech-emotion serve
        speech-emotion serve --corpus corpora/ravdess
        speech-emotion serve --run mine.emotionmodel.run
        speech-emotion serve --host 0.0.0.0 --token-file token.txt
        curl --data-binary @voice.wav http://127.0.0.1:8080/v1/predictions
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The address to listen on; others than this machine's own need a token.", valueName: "address"))
  var host = ServerSettings().host

  @Option(name: .long, help: ArgumentHelp("The port; 0 takes any that is free.", valueName: "number"))
  var port = ServerSettings().port

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What clients have to know. Others on this machine can read it in the list of processes: --token-file is better.",
      valueName: "text"))
  var token: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file whose first line clients have to know. Default: SPEECH_EMOTION_TOKEN, if it is set.",
      valueName: "file"),
    completion: .file())
  var tokenFile: String?

  @Option(
    name: .customLong("name"),
    help: ArgumentHelp("Another name that clients call this machine by; may be repeated.", valueName: "host"))
  var names: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("A model. Default: the model that comes with the program.", valueName: "path"),
    completion: .directory)
  var model: String?

  @Flag(
    name: .long,
    help: """
      Compute the network in 16 bits where the processor can (AVX-512 BF16: AMD from Zen 4, Intel Xeon from Sapphire Rapids): \
      faster; probabilities differ in the third decimal.
      """)
  var bf16 = false

  @Option(
    name: .long, help: ArgumentHelp("A corpus whose voices can be guessed.", valueName: "path"),
    completion: .directory)
  var corpus: String?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The run folder of a training, to be followed on the page.", valueName: "folder"),
    completion: .directory)
  var runFolder: String?

  @Option(
    name: .long, help: ArgumentHelp("The longest recording that is heard. Default: 60.", valueName: "minutes")
  )
  var minutes: Int?

  @Option(
    name: .long, help: ArgumentHelp("The largest upload that is taken. Default: 256.", valueName: "megabytes")
  )
  var megabytes: Int?

  @Option(
    name: .customLong("limits"),
    help: ArgumentHelp(
      "A JSON file with other limits, such as {\"live_sessions\": 8}; Documentation/serving.md has them all.",
      valueName: "file"),
    completion: .file())
  var limitsFile: String?

  @Flag(name: .long, help: "Log only what goes wrong.")
  var quiet = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is a number from 0 to 65535, not \(port).")
    }
    guard token == nil || tokenFile == nil else {
      throw ValidationError("--token and --token-file say the same thing; give one of them.")
    }
    if let minutes, !(1...1440).contains(minutes) {
      throw ValidationError("--minutes is a number from 1 to 1440, not \(minutes).")
    }
    if let megabytes, !(1...4096).contains(megabytes) {
      throw ValidationError("--megabytes is a number from 1 to 4096, not \(megabytes).")
    }
  }

  func run() async throws {
    var settings = ServerSettings()
    settings.host = host
    settings.port = port
    settings.names = names
    settings.token = try chosenToken()
    settings.corpus = corpus.map { URL(fileURLWithPath: $0) }
    settings.run = runFolder.map { URL(fileURLWithPath: $0) }
    do {
      settings.limits = try limits()
      try settings.validate()
    } catch {
      throw ValidationError("\(error)")
    }
    let precision: NetworkPrecision = bf16 ? .bfloat16 : .single
    let detector =
      try model.map { try EmotionDetector(contentsOf: URL(fileURLWithPath: $0), precision: precision) }
      ?? EmotionDetector.bundled(precision: precision)
    let server = try EmotionServer(detector: detector, settings: settings, isQuiet: quiet)
    try await server.run { address in
      // One line, at once, for people and for programs that wait for it.
      FileHandle.standardOutput.write(Data("Listening on http://\(address)\n".utf8))
    }
  }

  private func limits() throws -> ServerLimits {
    var limits = ServerLimits()
    if let limitsFile {
      guard let data = FileManager.default.contents(atPath: limitsFile) else {
        throw ValidationError("--limits \(limitsFile) cannot be read.")
      }
      limits = try ServerLimits(json: data, path: limitsFile)
    }
    if let minutes { limits.audioSeconds = Double(minutes) * 60 }
    if let megabytes {
      limits.uploadBytes = megabytes << 20
      limits.spoolBytes = max(limits.spoolBytes, 2 * limits.uploadBytes)
    }
    return limits
  }

  private func chosenToken() throws -> String? {
    if let token { return token }
    guard let tokenFile else {
      return ProcessInfo.processInfo.environment["SPEECH_EMOTION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
      throw ValidationError(
        "--token-file \(tokenFile) cannot be read. `openssl rand -hex 16 > FILE` makes one.")
    }
    return text.split(whereSeparator: \.isNewline).first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
  }
}
