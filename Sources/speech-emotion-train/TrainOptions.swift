import ArgumentParser
import EmotionCorpora
import EmotionTraining
import Foundation
import TerminalInterface
import TorchTensor

/// What to train and on what.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Folders or manifests of labelled speech.",
      discussion:
        "RAVDESS, CREMA-D, TESS, SAVEE and EmoDB as downloaded, a folder per class, a CSV manifest, or JSON "
        + "lines. A folder that holds several corpora gives all of them.", valueName: "corpus"))
  var corpora: [String] = []

  @Option(
    help: ArgumentHelp(
      "Speakers never heard in training, to test the model on: ravdess/01,ravdess/11, held-out (those of the shipped model) or @file.",
      valueName: "speakers"))
  var testSpeakers: String?

  @Option(
    help: ArgumentHelp(
      "Label scheme: seed, full, ravdess8, cremad6, emodb7, six or custom.", valueName: "name"))
  var scheme: String?

  @Option(
    help: ArgumentHelp(
      "Folder for decoded clips, kept between runs. [default: ~/.cache/speech-emotion]", valueName: "folder"))
  var cache: String?

  /// Everything that the corpora hold.
  ///
  /// - Throws: `CorpusError` where one cannot be read.
  func utterances() throws -> [Utterance] {
    try corpora.flatMap { try CorpusReader.utterances(at: URL(fileURLWithPath: $0)) }
  }

  /// Prepares clips with a progress line, and warns of those that cannot be used.
  ///
  /// - Parameters:
  ///   - count: Clips to prepare.
  ///   - rejections: The unusable clips of what `body` returns.
  ///   - body: Prepares them into the cache folder, telling clips done and to do.
  /// - Returns: What `body` returns.
  func preparing<Value>(
    _ count: Int, rejections: (Value) -> [PreparedClipCache.Rejection],
    _ body: (_ cache: URL, _ progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) throws ->
      Value
  ) rethrows -> Value {
    let reporter = SharedProgress(activity: "decoding", total: count, unit: "clips")
    let value = try body(cacheFolder) { done, all in reporter.update(count - all + done) }
    reporter.finish()
    let rejected = rejections(value)
    for rejection in rejected.prefix(5) { Diagnostics.warning("Left out: \(rejection.reason)") }
    if rejected.count > 5 { Diagnostics.warning("Left out: \(rejected.count - 5) more clips.") }
    return value
  }

  /// `--cache`, `$XDG_CACHE_HOME/speech-emotion`, or `~/.cache/speech-emotion`.
  var cacheFolder: URL {
    if let cache { return URL(fileURLWithPath: cache, isDirectory: true) }
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? NSHomeDirectory() + "/.cache"
    return URL(fileURLWithPath: base, isDirectory: true).appending(path: "speech-emotion")
  }
}

/// How to train.
struct RecipeOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A recipe's name or JSON file. [default: conv-lstm]", valueName: "recipe"))
  var recipe: String?

  @Option(
    help: ArgumentHelp("How many times each clip is seen, instead of the recipe's number.", valueName: "n"))
  var epochs: Int?

  @Option(help: ArgumentHelp("Clips per step, instead of the recipe's number.", valueName: "n"))
  var batchSize: Int?

  @Option(help: ArgumentHelp("Learning rate, instead of the recipe's.", valueName: "rate"))
  var learningRate: Double?

  @Option(help: ArgumentHelp("fp32 or bf16, instead of the recipe's.", valueName: "format"))
  var precision: String?

  @Option(help: ArgumentHelp("Decides initial weights, inner validation speakers, order and augmentation."))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Processor threads; all where not given.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp("cpu, or cuda where the libtorch in use has it; the best there is where not given."))
  var device: String?

  /// Whether a recipe is named, or any of its values.
  var changesRecipe: Bool {
    recipe != nil || epochs != nil || batchSize != nil || learningRate != nil
      || precision != nil
  }

  /// The recipe as its file has it.
  func unchangedRecipe() throws -> TrainingRecipe { try TrainingRecipe(named: recipe ?? "conv-lstm") }

  /// The recipe with what the options change.
  func recipe(scheme: String?) throws -> TrainingRecipe {
    var recipe = try unchangedRecipe()
    if let epochs { recipe.epochs = epochs }
    if let batchSize { recipe.batchSize = batchSize }
    if let learningRate { recipe.optimizer.learningRate = learningRate }
    if let precision {
      guard let format = TrainingRecipe.Precision(rawValue: precision) else {
        throw ValidationError("--precision takes fp32 or bf16, not \"\(precision)\".")
      }
      recipe.precision = format
    }
    if let scheme { (recipe.scheme, recipe.answers, recipe.answerPriors) = (scheme, nil, nil) }
    return recipe
  }

  /// Where the arithmetic runs.
  func chosenDevice() throws -> Device {
    switch device {
    case nil: return Device.best
    case "cpu": return .cpu
    case "cuda":
      guard Device.best != .cpu else { throw TrainTargetError(path: "cuda", kind: .noDevice) }
      return Device.best
    case .some(let other): throw ValidationError("--device takes cpu or cuda, not \"\(other)\".")
    }
  }

  func validate() throws {
    if let epochs, epochs < 1 { throw ValidationError("--epochs takes a number from 1 up, not \(epochs).") }
    if let batchSize, batchSize < 2 {
      throw ValidationError("--batch-size takes a number from 2 up, not \(batchSize).")
    }
    if let learningRate, !(learningRate > 0 && learningRate.isFinite) {
      throw ValidationError("--learning-rate takes a positive number, not \(learningRate).")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads takes a number from 1 up, not \(threads).")
    }
  }
}
