import ArgumentParser
import EmotionCorpora
import EmotionEvaluation
import SpeechEmotion
import SpeechFeatures
import Synchronization
import TerminalInterface

/// Hears the clips of an evaluation, as they are or degraded.
struct EvaluationSession {
  let clips: LabelledClips
  let mapping: ClassMapping
  let detector: EmotionDetector
  let parallelism: Int
  /// What degrades them.
  let degrader: ClipDegrader

  init(clips: LabelledClips, mapping: ClassMapping, detector: EmotionDetector, parallelism: Int) {
    self.clips = clips
    self.mapping = mapping
    self.detector = detector
    self.parallelism = parallelism
    degrader = ClipDegrader(clips.utterances)
  }

  /// Hears all clips once.
  ///
  /// - Parameters:
  ///   - spec: What happens to each; nil for nothing.
  ///   - activity: What is going on, for the progress line.
  ///   - profiles: Enrolled speakers by qualified name.
  ///   - countsSpeech: Whether `whenHeard` is called.
  ///   - whenHeard: Given what the gate would say of a clip, on any thread.
  /// - Returns: At least one outcome, and how many clips could not be answered; why is on standard error.
  /// - Throws: `ExitCode` after Ctrl-C, and where no clip could be answered.
  func outcomes(
    _ spec: DegradationSpec?, activity: String = "listening", profiles: [String: SpeakerProfile] = [:],
    countsSpeech: Bool = false, whenHeard: @escaping @Sendable (VoiceActivity) -> Void = { _ in }
  ) throws -> (outcomes: [EvaluationOutcome], unanswered: Int) {
    var outcomes: [EvaluationOutcome] = []
    var failures: [any Error] = []
    try clips.predict(
      parallelism: parallelism, activity: activity,
      hear: { [clips, detector, degrader] index in
        guard spec != nil || countsSpeech else {
          let utterance = clips.utterances[index]
          return try detector.prediction(
            forFile: utterance.url, speaker: profiles[utterance.qualifiedSpeaker])
        }
        let waveform = try degrader.waveform(index, spec: spec)
        if countsSpeech { whenHeard(try VoiceActivity(of: waveform)) }
        return try detector.prediction(for: waveform)
      },
      consume: { index, result in
        switch result {
        case .success(let prediction):
          let answer = mapping.answer(prediction)
          outcomes.append(
            EvaluationOutcome(
              utterance: clips.utterances[index], truth: clips.truth[index], prediction: answer.index,
              confidence: answer.confidence))
        case .failure(let error): failures.append(error)
        }
      })
    if let code = Interruption.exitCode {
      Diagnostics.note("Interrupted: nothing was measured.")
      throw ExitCode(code)
    }
    for error in failures { Diagnostics.error(Diagnostics.sentence(error)) }
    guard !outcomes.isEmpty else {
      Diagnostics.note("No clip could be answered: there is nothing to measure.")
      throw ExitCode.failure
    }
    return (outcomes, failures.count)
  }

  /// Hears all clips as they are, and then once for each degradation.
  ///
  /// - Parameter specs: What happens to them.
  /// - Returns: The clean condition, then one for each degradation.
  /// - Throws: As ``outcomes(_:activity:countsSpeech:whenHeard:)``.
  func conditions(_ specs: [DegradationSpec]) throws -> [Robustness.Condition] {
    let all = [nil] + specs.map(Optional.some)
    return try all.enumerated().map { number, spec in
      let speech = SpeechCount()
      let (outcomes, unanswered) = try outcomes(
        spec, activity: "\(number + 1) of \(all.count): \(spec?.name ?? "clean")",
        countsSpeech: true, whenHeard: { speech.add($0) })
      let matrix = ConfusionMatrix(
        labels: mapping.labels, truth: outcomes.map(\.truth), predictions: outcomes.map(\.prediction))
      return Robustness.Condition(
        spec: spec, clips: outcomes.count, unanswered: unanswered, accuracy: matrix.accuracy,
        unweightedAverageRecall: matrix.unweightedAverageRecall, speechShare: speech.share)
    }
  }
}

/// How many of the clips are speech to the gate, counted on many threads.
private final class SpeechCount: Sendable {
  private let counts = Mutex((clips: 0, speech: 0))

  func add(_ activity: VoiceActivity) {
    counts.withLock {
      $0.clips += 1
      $0.speech += activity.isSpeech ? 1 : 0
    }
  }

  var share: Double { counts.withLock { $0.clips > 0 ? Double($0.speech) / Double($0.clips) : 0 } }
}
