import EmotionCorpora
import EmotionTraining
import Foundation

/// A training as the command sets it up, up to the trainer that has not taken a step yet.
struct Training {
  /// Ready to run.
  let trainer: Trainer
  /// Seconds that each part of setting up took, by name.
  let parts: [String: Double]

  /// Reads recipe and clips.
  ///
  /// - Parameters:
  ///   - recipe: Name or file of a recipe.
  ///   - corpus: Folder of labelled clips.
  ///   - cache: Folder of prepared clips.
  ///   - checkpoint: Where the run is saved; nil: nowhere. It is taken up where it is there.
  /// - Throws: What reading, preparing and building throw.
  init(recipe: String, corpus: String, cache: String, checkpoint: String? = nil) throws {
    var parts: [String: Double] = [:]
    func timed<Value>(_ name: String, _ body: () throws -> Value) rethrows -> Value {
      let start = ContinuousClock.now
      defer { parts[name] = seconds(since: start) }
      return try body()
    }
    let utterances = try timed("reading") {
      try CorpusReader.utterances(at: URL(fileURLWithPath: corpus, isDirectory: true))
    }
    let run = try timed("dividing") {
      try TrainingRun(recipe: TrainingRecipe(named: recipe), utterances: utterances, seed: 1)
    }
    let data = try timed("preparing") {
      try run.prepare(cache: URL(fileURLWithPath: cache, isDirectory: true))
    }
    trainer = try timed("building") {
      try run.trainer(
        data: data, checkpoint: checkpoint.map { URL(fileURLWithPath: $0) }, resume: checkpoint != nil)
    }
    self.parts = parts
  }
}
