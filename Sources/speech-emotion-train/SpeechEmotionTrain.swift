import ArgumentParser
import EmotionTraining
import Foundation
import SpeechEmotion
import TerminalInterface
import TorchTensor

/// `speech-emotion train`, reached through the command of that name.
@main
struct SpeechEmotionTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speech-emotion train",
    abstract: "Train a model on labelled speech.",
    discussion: """
      Speakers named with --test-speakers are never heard in training and give the scores that the model carries; \
      a share of the others chooses the epoch. The run is saved after every epoch and when it is interrupted: \
      Ctrl-C, then the same command with --resume, ends with the same weights as a run that was left alone.

      EXAMPLES
        Train on a folder of RAVDESS, testing on two actors:
          speech-emotion train ravdess --test-speakers ravdess/01,ravdess/02 -o mine.emotionmodel
        Use it:
          speech-emotion predict --model mine.emotionmodel voice.wav
        A first try of everything in minutes:
          speech-emotion train corpus --epochs 2 -o try.emotionmodel
        Cross-validate, with a report to open in a browser; again with --resume, and two processes share the folds:
          speech-emotion train ravdess --scheme ravdess8 --folds emobox-ravdess -o emobox
        Two models that answer together:
          speech-emotion train corpus --join one.emotionmodel --join two.emotionmodel -o both.emotionmodel
        Write a recipe of your own:
          speech-emotion train --print-recipe conv-lstm > my.json
          speech-emotion train corpus --recipe my.json -o mine.emotionmodel
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Training") var training: RecipeOptions

  @OptionGroup(title: "Cross-validation") var folds: FoldOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder to write the model to, or with --folds the report and the runs. [default: NAME-OF-RECIPE.emotionmodel or NAME-OF-RECIPE.folds]",
      valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Folder for the checkpoint and the history of the run. [default: MODEL.run]", valueName: "folder"))
  var runDirectory: String?

  @Option(
    help: ArgumentHelp(
      "A model to start from, instead of random weights: the same features and network.",
      valueName: "model"))
  var startFrom: String?

  @Option(
    name: .customLong("teacher"),
    help: ArgumentHelp(
      "A model whose answers are learnt beside the labels (the recipe's teacher_share): the same features and classes. Again for more.",
      valueName: "model"))
  var teacherPaths: [String] = []

  @Option(
    name: .customLong("join"),
    help: ArgumentHelp(
      "A finished model to put together with others, whose networks then answer together; nothing is trained. At least twice.",
      valueName: "model"))
  var joinedPaths: [String] = []

  @Flag(help: "Go on from the checkpoint in the run directory.")
  var resume = false

  @Flag(help: "Replace a model, or a run, that is already there.")
  var overwrite = false

  @Option(help: ArgumentHelp("Print a recipe that comes with the package, and end.", valueName: "name"))
  var printRecipe: String?

  @Flag(help: "List the recipes that come with the package, and end.")
  var listRecipes = false

  func validate() throws {
    guard printRecipe == nil, !listRecipes else { return }
    guard !data.corpora.isEmpty else {
      throw ValidationError("Name at least one folder or manifest of labelled speech.")
    }
    _ = try folds.seeds(else: training.seed)
    guard
      joinedPaths.isEmpty
        || (startFrom == nil && teacherPaths.isEmpty && folds.folds == nil && !resume && data.scheme == nil
          && !training.changesRecipe && runDirectory == nil && training.device == nil)
    else {
      throw ValidationError(
        "--join trains nothing and takes the recipe of the first model: leave --start-from, --teacher, --folds, --resume, "
          + "--run-directory, --device, --scheme, --recipe, --epochs, --batch-size, --learning-rate and --precision away."
      )
    }
    guard joinedPaths.count != 1 else {
      throw ValidationError(
        "--join takes at least two models: --join one.emotionmodel --join two.emotionmodel.")
    }
    guard folds.folds == nil || (data.testSpeakers == nil && runDirectory == nil) else {
      throw ValidationError(
        "--folds says who is tested and where runs are kept: leave --test-speakers and --run-directory away.")
    }
    guard folds.folds == nil || teacherPaths.isEmpty else {
      throw ValidationError(
        "--teacher does not go with --folds: a teacher has heard speakers that the folds test, and would tell of them."
      )
    }
    guard
      folds.folds != nil
        || (folds.seeds == nil && folds.tested == nil && !folds.carryWeights && !folds.pictures)
    else {
      throw ValidationError("--seeds, --tested, --carry-weights and --pictures belong to --folds.")
    }
  }

  func run() throws {
    do {
      if let printRecipe {
        print(String(decoding: try TrainingRecipe(named: printRecipe).json(), as: UTF8.self))
      } else if listRecipes {
        for name in TrainingRecipe.bundledNames() {
          print("\(name)  \(try TrainingRecipe(named: name).summary)")
        }
      } else if let plan = try folds.plan() {
        Torch.keepFreedMemory()
        try CrossValidationSession(command: self, plan: plan).run()
      } else {
        Torch.keepFreedMemory()
        let joined = try Self.models(joinedPaths)
        if joined.isEmpty {
          try TrainSession(command: self).run()
        } else {
          try JoinSession(command: self, models: joined).run()
        }
      }
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch {
      Diagnostics.error(Diagnostics.sentence(error))
      throw ExitCode.failure
    }
  }

  /// The model of `--start-from`; nil without it.
  ///
  /// - Throws: `ModelBundleError` where there is none, or it is damaged.
  func initialModel() throws -> ModelBundle? {
    try startFrom.map { try ModelBundle(contentsOf: URL(fileURLWithPath: $0, isDirectory: true)) }
  }

  /// The models of `--teacher`.
  ///
  /// - Throws: `ModelBundleError` where one is not there, or is damaged.
  func teachers() throws -> [ModelBundle] { try Self.models(teacherPaths) }

  private static func models(_ paths: [String]) throws -> [ModelBundle] {
    try paths.map { try ModelBundle(contentsOf: URL(fileURLWithPath: $0, isDirectory: true)) }
  }
}
