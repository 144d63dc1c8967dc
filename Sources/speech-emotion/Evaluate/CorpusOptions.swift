import ArgumentParser
import EmotionCorpora
import Foundation
import SpeechEmotion

/// Which recordings of a corpus are taken.
struct CorpusOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A corpus: RAVDESS, CREMA-D, TESS, SAVEE or EmoDB as downloaded, a folder per class, a folder of "
        + "several corpora, or a CSV or JSON-lines manifest.", valueName: "path"),
    completion: .file())
  var path: String

  @Option(
    name: .long, help: ArgumentHelp("Take these corpora alone, such as ravdess,emodb.", valueName: "names"))
  var corpus: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Take these speakers alone, such as ravdess/01,ravdess/11.", valueName: "names"))
  var speakers: String?

  @Flag(name: .long, help: "Take only speakers that the model never heard, as its manifest names them.")
  var testSpeakers = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Classes to compare in: seed, ravdess8, cremad6, emodb7 or six. Default: the model's own.",
      valueName: "name"),
    completion: .list(LabelScheme.all.map(\.name)))
  var scheme: String?

  func validate() throws {
    if let scheme, LabelScheme(named: scheme) == nil {
      let names = LabelScheme.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no label scheme \(scheme). Schemes are \(names).")
    }
    if speakers != nil, testSpeakers {
      throw ValidationError("--speakers and --test-speakers both choose speakers: give one of them.")
    }
  }

  /// Reads the corpus and keeps what was asked for.
  ///
  /// - Parameter manifest: The model's, which names the speakers that were held out.
  /// - Returns: At least one utterance.
  /// - Throws: `CorpusError` where nothing can be read, ``SelectionError`` where nothing is left.
  func utterances(for manifest: ModelManifest) throws -> [Utterance] {
    let all = try CorpusReader.utterances(at: URL(fileURLWithPath: path))
    let selection = UtteranceSelection(
      corpora: corpus.map(Self.names), speakers: speakers.map(Self.names),
      heldOutSpeakers: testSpeakers ? manifest.data.heldOutSpeakers : nil)
    return try selection.applied(to: all, path: path)
  }

  private static func names(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
