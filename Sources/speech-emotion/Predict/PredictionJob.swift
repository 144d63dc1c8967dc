import Foundation
import SpeechEmotion
import TerminalInterface

/// Answers inputs in parallel and writes the answers in order.
struct PredictionJob {
  let inputs: [PredictionInput]
  let detector: EmotionDetector
  let parallelism: Int
  /// Below this confidence the answer is "unsure"; nil where there always is one.
  var abstainBelow: Double?
  /// Who speaks, where that person is enrolled.
  var speaker: SpeakerProfile?

  /// Does the job.
  ///
  /// - Parameter writer: What answers look like.
  /// - Returns: The exit status: 0 only if every input was answered.
  /// - Throws: Where standard output cannot be written.
  func run(writer: some PredictionWriter) throws -> Int32 {
    var writer = writer
    var output = Output.standard
    var failures: [(path: String, error: any Error)] = []
    var warnings: [(path: String, sentence: String)] = []
    var answered = 0
    let isLong = inputs.count > 1
    let sharesTerminal = Terminal.standardOutput.isInteractive && writer.writesAsItGoes
    if isLong { Interruption.beginCatching() }
    var progress = ProgressReporter(
      activity: "listening", total: inputs.count, unit: "files", isSilent: !isLong)

    try writer.begin(&output)
    try ParallelMap.run(
      count: inputs.count, parallelism: parallelism, isCancelled: { Interruption.isRequested },
      work: { [inputs, detector, speaker] index in
        Result { try Self.answer(inputs[index], detector: detector, speaker: speaker) }
      },
      progress: { progress.update($0) },
      consume: { index, result in
        let path = inputs[index].path
        let answer = PredictionAnswer(
          path: path, result: result ?? .failure(InputError.interrupted), abstainBelow: abstainBelow)
        switch answer.outcome {
        case .emotion(let prediction, _):
          answered += 1
          warnings += prediction.warnings.map { (path, "\($0)") }
        case .noSpeech: answered += 1
        case .failure(let error): failures.append((path, error))
        }
        if sharesTerminal { progress.clear() }
        try writer.write(answer, &output)
        if writer.writesAsItGoes { try output.flush() }
      })
    try writer.end(&output)
    progress.finish()
    try output.flush()
    report(failures: failures, warnings: warnings, answered: answered)
    return Interruption.exitCode ?? (failures.isEmpty ? 0 : 1)
  }

  /// What the detector says to one input.
  static func answer(
    _ input: PredictionInput, detector: EmotionDetector, speaker: SpeakerProfile?
  ) throws -> Prediction {
    switch input.source {
    case .file(let url): return try detector.prediction(forFile: url, speaker: speaker)
    case .unanswerable(let error): throw error
    case .standardInput:
      return try detector.prediction(forData: StandardInput.audio(), speaker: speaker)
    }
  }

  private func report(
    failures: [(path: String, error: any Error)], warnings: [(path: String, sentence: String)], answered: Int
  ) {
    for (path, sentence) in warnings { Diagnostics.warning("\(path): \(sentence)") }
    for (path, error) in failures where (error as? InputError) != .interrupted {
      let sentence = Diagnostics.sentence(error)
      Diagnostics.error(sentence.contains(path) ? sentence : "\(path): \(sentence)")
    }
    guard inputs.count > 1 else { return }
    let total = NumberFormat.count(inputs.count, "file")
    if Interruption.isRequested {
      Diagnostics.note("Interrupted: \(NumberFormat.grouped(answered)) of \(total) answered.")
    } else if !failures.isEmpty {
      Diagnostics.note("\(NumberFormat.grouped(failures.count)) of \(total) could not be answered.")
    }
  }
}
