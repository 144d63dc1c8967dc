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
      --scheme six, a model of twelve classes is compared in six emotions by summing over gender.

      --json prints an object with accuracy, unweighted_average_recall, macro_f1, labels, confusion_matrix (rows \
      are the truth), per_class, clips, speakers, split, per_corpus, per_speaker and more.

      Examples:
        speech-emotion evaluate corpora/ravdess --test-speakers
        speech-emotion evaluate corpora/ravdess --speakers 01,11 --scheme six
        speech-emotion evaluate corpora --corpus emodb --json > scores.json
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var jobs: JobOptions

  @Flag(name: .long, help: "Print a JSON object.")
  var json = false

  func run() throws {
    let detector = try model.detector()
    let scheme = corpus.scheme.flatMap { LabelScheme(named: $0) } ?? ClassMapping.scheme(of: detector.labels)
    let mapping = try ClassMapping(model: detector.labels, scheme: scheme)
    let clips = try LabelledClips(corpus.utterances(for: detector.manifest), scheme: scheme)
    let split = SplitStatus(clips.utterances, data: detector.manifest.data)

    var outcomes: [EvaluationOutcome] = []
    var failures: [any Error] = []
    try clips.predict(with: detector, parallelism: jobs.parallelism) { index, result in
      switch result {
      case .success(let prediction):
        let answer = mapping.answer(prediction)
        outcomes.append(
          EvaluationOutcome(
            utterance: clips.utterances[index], truth: clips.truth[index], prediction: answer.index))
      case .failure(let error): failures.append(error)
      }
    }
    if let code = Interruption.exitCode {
      Diagnostics.note("Interrupted: nothing was measured.")
      throw ExitCode(code)
    }
    for error in failures { Diagnostics.error(Diagnostics.sentence(error)) }
    guard !outcomes.isEmpty else {
      Diagnostics.note("No clip could be answered: there is nothing to measure.")
      throw ExitCode.failure
    }
    if let warning = split.warning { Diagnostics.warning(warning) }

    let evaluation = Evaluation(
      model: detector.manifest.name, scheme: scheme, outcomes: outcomes, split: split,
      leftOut: clips.leftOut, unanswered: failures.count)
    var output = Output.standard
    if json {
      try output.write(evaluation.json.document)
    } else {
      try output.write(lines: evaluation.lines(for: .standardOutput))
    }
    try output.flush()
    guard failures.isEmpty else { throw ExitCode.failure }
  }
}
