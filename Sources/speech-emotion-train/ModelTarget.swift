import EmotionTraining
import Foundation
import SpeechEmotion

/// Where a model goes that is trained or joined.
struct ModelTarget {
  let url: URL

  /// Refuses to write over a model unless asked to.
  func checkVacant(overwrite: Bool) throws {
    if FileManager.default.fileExists(atPath: url.path), !overwrite {
      throw TrainTargetError(path: url.path, kind: .model)
    }
  }

  /// Makes a model of the networks, tests it on the speakers left out, writes it and says what came out.
  func write(
    _ members: [TrainedNetwork], of run: TrainingRun, _ data: TrainingData, after earlier: [ModelManifest],
    notes: String
  ) throws {
    var bundle = try run.bundle(members, data: data, after: earlier, notes: notes)
    if !run.split.test.isEmpty {
      let reporter = SharedProgress(activity: "testing", total: run.split.test.count, unit: "clips")
      bundle = try run.tested(bundle) { reporter.update($0) }
      reporter.finish()
    }
    try bundle.write(to: url)
    print("Wrote \(url.path).")
    for line in TrainingText.scores(bundle.manifest) { print(line) }
    print("Try it: speech-emotion predict --model \(url.path) FILE")
  }
}
