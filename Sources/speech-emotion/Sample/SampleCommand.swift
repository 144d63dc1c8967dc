import ArgumentParser
import EmotionCorpora
import Foundation
import SpeechAudio
import SpeechDevices
import SpeechEmotion
import TerminalInterface

/// `speech-emotion sample`: a few random voices of a corpus, what they are and what the model hears.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Tries a model on random voices of a labelled corpus.",
    usage: "speech-emotion sample <path> [<options>]",
    discussion: """
      Shows for each voice what it is, what the model says and how sure it is, and at the end how many were right. \
      With --play every voice is played first.

      Examples:
        speech-emotion sample corpora/ravdess
        speech-emotion sample corpora/ravdess -n 20 --seed 7 --test-speakers
        speech-emotion sample corpora/emodb --scheme six --play
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var precision: PrecisionOption

  @Option(name: .customShort("n"), help: ArgumentHelp("Voices to draw.", valueName: "n"))
  var count = 8

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The same seed draws the same voices. Default: a new one each time.", valueName: "number"))
  var seed: UInt64?

  @Flag(name: .long, help: "Play every voice.")
  var play = false

  func validate() throws {
    guard count < 1 else { return }
    throw ValidationError("-n is a number of voices from 1 up, not \(count).")
  }

  func run() throws {
    let detector = try model.detector(gate: .off, precision: precision.value)
    let scheme = corpus.scheme.flatMap { LabelScheme(named: $0) } ?? ClassMapping.scheme(of: detector.labels)
    let mapping = try ClassMapping(model: detector.labels, scheme: scheme)
    let clips = try LabelledClips(corpus.utterances(for: detector.manifest), scheme: scheme)
    // Small enough to type again.
    let seed = seed ?? UInt64.random(in: 1...9999)
    var generator = SeededGenerator(seed: seed)
    let drawn = generator.sample(count, from: Array(clips.truth.indices))
    let split = SplitStatus(drawn.map { clips.utterances[$0] }, data: detector.manifest.data)

    Interruption.beginCatching()
    var writer = SampleWriter(terminal: .standardOutput, scheme: scheme, paths: drawn.map { path(clips, $0) })
    var output = Output.standard
    var loudspeaker = play ? availableLoudspeaker() : nil
    try writer.begin(&output)
    try output.flush()
    for index in drawn where !Interruption.isRequested {
      let url = clips.utterances[index].url
      if let current = loudspeaker, !playOrSay(url, on: current) { loudspeaker = nil }
      guard !Interruption.isRequested else { break }
      let result = Result { mapping.answer(try detector.prediction(forFile: url)) }
      if case .failure(let error) = result { Diagnostics.error(Diagnostics.sentence(error)) }
      try writer.write(
        path: path(clips, index), truth: clips.truth[index], answer: try? result.get(), &output)
      try output.flush()
    }
    try writer.end(seed: seed, split: split, &output)
    try output.flush()
    if let code = Interruption.exitCode { throw ExitCode(code) }
    guard writer.unanswered == 0 else { throw ExitCode.failure }
  }

  /// The clip's path as the user would write it: below the path given, where it lies there.
  private func path(_ clips: LabelledClips, _ index: Int) -> String {
    let path = clips.utterances[index].url.path
    let root = URL(fileURLWithPath: corpus.path).path + "/"
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }

  private func availableLoudspeaker() -> Loudspeaker? {
    do throws(DeviceError) {
      return try Loudspeaker()
    } catch {
      Diagnostics.warning("\(error) Going on without sound.")
      return nil
    }
  }

  /// Whether playing makes sense for the next voice too.
  private func playOrSay(_ url: URL, on loudspeaker: Loudspeaker) -> Bool {
    guard let waveform = try? Waveform(contentsOf: url) else { return true }
    do throws(DeviceError) {
      try loudspeaker.playShowing(waveform)
      return true
    } catch {
      Diagnostics.warning("\(error) Going on without sound.")
      return false
    }
  }
}
