import EmotionCorpora
import SpeechEmotion
import TerminalInterface

/// Utterances that a scheme has a class for, and how many it has none for.
struct LabelledClips {
  /// Utterances with a class, in the order read.
  let utterances: [Utterance]
  /// The class of each, an index of the scheme's labels.
  let truth: [Int]
  /// Utterances without a class.
  let leftOut: Int

  /// Sorts utterances out.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - scheme: The classes.
  /// - Throws: ``NoLabelledClips`` where no utterance has a class.
  init(_ utterances: [Utterance], scheme: LabelScheme) throws(NoLabelledClips) {
    let classes = utterances.map { scheme.classIndex(for: $0) }
    self.utterances = zip(utterances, classes).filter { $1 != nil }.map(\.0)
    truth = classes.compactMap(\.self)
    leftOut = utterances.count - truth.count
    guard !truth.isEmpty else {
      throw NoLabelledClips(
        scheme: scheme.name, labels: scheme.labels, found: Set(utterances.map(\.emotion)).sorted())
    }
  }

  /// Hears all clips.
  ///
  /// - Parameters:
  ///   - parallelism: Clips at once.
  ///   - activity: What is going on, for the progress line.
  ///   - hear: Given a clip's index, on any thread: what the model says.
  ///   - consume: Given every clip's index and prediction in order.
  /// - Throws: What `consume` throws.
  func predict(
    parallelism: Int, activity: String = "listening", hear: @escaping @Sendable (Int) throws -> Prediction,
    consume: (Int, Result<Prediction, any Error>) throws -> Void
  ) throws {
    Interruption.beginCatching()
    var progress = ProgressReporter(activity: activity, total: utterances.count, unit: "clips")
    defer { progress.finish() }
    try ParallelMap.run(
      count: utterances.count, parallelism: parallelism, isCancelled: { Interruption.isRequested },
      work: { index in Result { try hear(index) } },
      progress: { progress.update($0) },
      consume: { index, result in try consume(index, result ?? .failure(InputError.interrupted)) })
  }
}

/// No utterance has a class in the scheme.
struct NoLabelledClips: Error, CustomStringConvertible, Equatable {
  /// The scheme.
  let scheme: String
  /// Its classes.
  let labels: [String]
  /// Emotions that were found instead.
  let found: [String]

  var description: String {
    let scheme = self.scheme == "custom" ? "the model's own classes" : "the scheme \(self.scheme)"
    return "No clip has a class in \(scheme) (\(labels.joined(separator: ", "))); the emotions found are "
      + "\(found.joined(separator: ", ")). Choose another scheme with --scheme, or another model."
  }
}
