import ArgumentParser
import EmotionCorpora
import EmotionEvaluation
import Foundation
import SpeechEmotion
import TerminalInterface

/// `speech-emotion evaluate`: how often a model is right.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures a model on a labelled corpus.",
    usage: "speech-emotion evaluate <path> [<options>]",
    discussion: """
      Prints precision, recall and F1 of every class (equal to scikit-learn's classification_report), accuracy, \
      mean recall, macro F1, the confusion matrix, scores by corpus and by speaker, and whether the model has \
      heard these speakers before. Clips that have no class in the label scheme are left out and counted. With \
      --scheme six, a model of twelve classes is compared in six emotions by summing over gender. The last table \
      shows what `predict --abstain-below` would answer, and how often that is right.

      --degrade does something to every clip first: white:DB, pink:DB or babble:DB (noise, or five other speakers \
      of the corpus, so many decibels below the speech), room[:S] or hall[:S] (reverberation time), telephone, \
      opus[:KBITS], mp3[:KBITS], gain:DB, clip[:PERCENT]. --robustness goes through a standard list of them. The \
      same clip is degraded the same way every time.

      --enroll N shows what it gains to know a speaker: every speaker is enrolled from N neutral clips, which are \
      then left out.

      --json prints an object with accuracy, unweighted_average_recall, macro_f1, labels, confusion_matrix (rows \
      are the truth), per_class, clips, speakers, split, per_corpus, per_speaker, coverage and more; with \
      --robustness one with conditions.

      Examples:
        speech-emotion evaluate corpora/ravdess --test-speakers
        speech-emotion evaluate corpora/ravdess --speakers 01,11 --scheme six
        speech-emotion evaluate corpora --corpus emodb --json > scores.json
        speech-emotion evaluate corpora/ravdess --test-speakers --degrade babble:10
        speech-emotion evaluate corpora/ravdess --test-speakers --robustness
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var precision: PrecisionOption
  @OptionGroup var jobs: JobOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Degrade every clip before the model hears it, such as white:10 or telephone.",
      valueName: "kind[:amount]"))
  var degrade: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Enroll every speaker from so many of their neutral clips, leave those out, and compare with and without.",
      valueName: "n"))
  var enroll: Int?

  @Flag(name: .long, help: "Compare clean clips with a standard list of degradations.")
  var robustness = false

  @Flag(name: .long, help: "Print a JSON object.")
  var json = false

  func validate() throws {
    if let enroll {
      guard enroll > 0 else {
        throw ValidationError("--enroll is a number of clips from 1 up, not \(enroll).")
      }
      guard !robustness, degrade == nil else {
        throw ValidationError("--enroll compares clean clips: leave out --degrade and --robustness, or it.")
      }
    }
    guard let degrade else { return }
    if robustness {
      throw ValidationError("--robustness goes through a list of its own: leave out --degrade, or it.")
    }
    do {
      _ = try DegradationSpec(degrade)
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let detector = try model.detector(gate: .off, precision: precision.value)
    let scheme = corpus.scheme.flatMap { LabelScheme(named: $0) } ?? ClassMapping.scheme(of: detector.labels)
    let mapping = try ClassMapping(model: detector.labels, scheme: scheme)
    let enrolment = try enroll.map {
      try Enrolment(corpus.utterances(for: detector.manifest), clipsPerSpeaker: $0, detector: detector)
    }
    let clips = try LabelledClips(
      enrolment?.utterances ?? corpus.utterances(for: detector.manifest), scheme: scheme)
    let split = SplitStatus(clips.utterances, data: detector.manifest.data)

    let session = EvaluationSession(
      clips: clips, mapping: mapping, detector: detector, parallelism: jobs.parallelism)
    let specs = try robustness ? DegradationSpec.standard : degrade.map { [try DegradationSpec($0)] } ?? []
    for spec in specs { try session.degrader.check(spec.degradation) }
    if let warning = split.warning { Diagnostics.warning(warning) }

    if robustness {
      let table = Robustness(
        model: detector.manifest.name, scheme: scheme, split: split,
        conditions: try session.conditions(specs))
      try write(table.json, lines: table.lines)
      guard table.conditions.allSatisfy({ $0.unanswered == 0 }) else { throw ExitCode.failure }
      return
    }
    var (outcomes, failures) = try session.outcomes(specs.first)
    var evaluation = Evaluation(
      model: detector.manifest.name, scheme: scheme, outcomes: outcomes, split: split,
      leftOut: clips.leftOut, unanswered: failures, degradation: specs.first)
    if let enrolment {
      let (enrolled, missed) = try session.outcomes(
        nil, activity: "enrolled", profiles: enrolment.profiles)
      failures = max(failures, missed)
      evaluation.enrolment = EnrolmentGain(
        speakers: enrolment.profiles.count, clipsPerSpeaker: enrolment.clipsPerSpeaker,
        labels: mapping.labels,
        outcomes: enrolled)
    }
    try write(evaluation.json, lines: evaluation.lines)
    guard failures == 0 else { throw ExitCode.failure }
  }

  private func write(_ document: JSONText, lines: (Terminal) -> [String]) throws {
    var output = Output.standard
    if json {
      try output.write(document.document)
    } else {
      try output.write(lines: lines(.standardOutput))
    }
    try output.flush()
  }
}
