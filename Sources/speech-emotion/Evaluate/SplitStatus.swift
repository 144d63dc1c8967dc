import EmotionCorpora
import SpeechEmotion
import TerminalInterface

/// Whether a model has heard the speakers it is evaluated on.
struct SplitStatus {
  /// Clips of speakers that the manifest names as held out.
  private(set) var heldOutClips = 0
  /// Clips of corpora that the model was trained on, of speakers that were not held out.
  private(set) var trainingClips = 0
  /// Clips of corpora that the manifest does not name.
  private(set) var foreignClips = 0
  /// Whether the manifest says what the model was trained on.
  let isDocumented: Bool

  private let trainingSpeakers: Set<String>
  private let heldOutSpeakers: [String]
  private let foreignCorpora: [String]
  private let speakerCount: Int

  /// Compares speakers with a manifest.
  ///
  /// - Parameters:
  ///   - utterances: What is evaluated.
  ///   - data: What the manifest says of the training data.
  init(_ utterances: [Utterance], data: DataSummary) {
    let heldOut = Set(data.heldOutSpeakers)
    let heard = Set(data.corpora.map(\.name))
    var trainingSpeakers: Set<String> = []
    var foundHeldOut: Set<String> = []
    var foreignCorpora: Set<String> = []
    for utterance in utterances {
      if heldOut.contains(utterance.qualifiedSpeaker) {
        heldOutClips += 1
        foundHeldOut.insert(utterance.qualifiedSpeaker)
      } else if heard.contains(utterance.corpus) {
        trainingClips += 1
        trainingSpeakers.insert(utterance.qualifiedSpeaker)
      } else {
        foreignClips += 1
        foreignCorpora.insert(utterance.corpus)
      }
    }
    isDocumented = !heard.isEmpty
    self.trainingSpeakers = trainingSpeakers
    self.heldOutSpeakers = foundHeldOut.sorted()
    self.foreignCorpora = foreignCorpora.sorted()
    speakerCount = Set(utterances.map(\.qualifiedSpeaker)).count
  }

  /// The split in one sentence.
  var sentence: String {
    guard isDocumented else { return "unknown: the model's manifest does not say what it was trained on" }
    var parts: [String] = []
    if heldOutClips > 0 {
      let names = heldOutSpeakers.prefix(12).joined(separator: ", ")
      let more = heldOutSpeakers.count > 12 ? " and \(heldOutSpeakers.count - 12) more" : ""
      parts.append(
        "\(NumberFormat.count(heldOutClips, "clip")) of \(NumberFormat.count(heldOutSpeakers.count, "speaker")) "
          + "held out of training (\(names)\(more))")
    }
    if foreignClips > 0 {
      parts.append(
        "\(NumberFormat.count(foreignClips, "clip")) of corpora that the model was not trained on "
          + "(\(foreignCorpora.joined(separator: ", ")))")
    }
    if trainingClips > 0 {
      parts.append(
        "\(NumberFormat.count(trainingClips, "clip")) of "
          + "\(NumberFormat.count(trainingSpeakers.count, "speaker")) in the model's training data")
    }
    return parts.joined(separator: "; ")
  }

  /// What to say where the scores promise too much.
  var warning: String? {
    guard trainingClips > 0 else { return nil }
    let clips = NumberFormat.grouped(heldOutClips + trainingClips + foreignClips)
    return "\(NumberFormat.grouped(trainingClips)) of the \(clips) clips (\(trainingSpeakers.count) of "
      + "\(NumberFormat.count(speakerCount, "speaker"))) were in the model's training data: these scores do not "
      + "hold for new voices."
      + (heldOutClips > 0 ? " Use --test-speakers for those that do." : "")
  }
}
