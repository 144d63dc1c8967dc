import ArgumentParser
import EmotionCorpora
import EmotionTraining
import Foundation
import SpeechEmotion
import TerminalInterface
import TorchTensor

/// One call of `speech-emotion train`, from corpora to model, with what it says on the way.
struct TrainSession {
  let command: SpeechEmotionTrain
  private let recipe: TrainingRecipe
  private let target: ModelTarget
  private let runDirectory: URL

  init(command: SpeechEmotionTrain) throws {
    self.command = command
    recipe = try command.training.recipe(scheme: command.data.scheme)
    let output = URL(fileURLWithPath: command.output ?? "\(recipe.name).emotionmodel", isDirectory: true)
    target = ModelTarget(url: output)
    runDirectory = URL(fileURLWithPath: command.runDirectory ?? output.path + ".run", isDirectory: true)
  }

  func run() throws {
    try checkTargets()
    let device = try command.training.chosenDevice()
    if let threads = command.training.threads { try Torch.setThreadCount(threads) }
    let run = try command.makeRun(recipe)
    Interruption.beginCatching()
    let data = try command.prepare(run)
    describePlan(run, data, device: device)
    let (initial, teachers) = (try command.initialModel(), try command.teachers())
    if let initial, initial.manifest.memberCount > recipe.memberCount {
      Diagnostics.note(
        "Goes on from \(recipe.memberCount) of the \(initial.manifest.memberCount) networks of \(initial.manifest.name); "
          + "\"members\": \(initial.manifest.memberCount) in the recipe takes all.")
    }
    try writeBeside(run.recipe.json(), name: "recipe.json")
    let began = Date()
    guard let members = try train(run, data, initial, teachers, device) else {
      throw ExitCode(Interruption.exitCode ?? 130)
    }
    let earlier = ([initial].compactMap(\.self) + teachers).map(\.manifest)
    try target.write(
      members, of: run, data, after: earlier, notes: notes(members, seconds: -began.timeIntervalSinceNow))
  }

  private var checkpoint: URL { runDirectory.appending(path: "checkpoint.safetensors") }

  /// Nothing that is there is written over unless asked to.
  private func checkTargets() throws {
    try target.checkVacant(overwrite: command.overwrite)
    let files = FileManager.default
    if command.overwrite, !command.resume {
      // Those of further members too: an old one would be taken for the new run's when that is resumed.
      for name in (try? files.contentsOfDirectory(atPath: runDirectory.path)) ?? []
      where name.hasPrefix("checkpoint") && name.hasSuffix(".safetensors") {
        try files.removeItem(at: runDirectory.appending(path: name))
      }
    }
    guard files.fileExists(atPath: checkpoint.path) else {
      if command.resume { throw TrainTargetError(path: checkpoint.path, kind: .nothingToResume) }
      return
    }
    if !command.resume && !command.overwrite { throw TrainTargetError(path: runDirectory.path, kind: .run) }
  }

  private func describePlan(_ run: TrainingRun, _ data: TrainingData, device: Device) {
    var plan = KeyValueBlock()
    plan.append(
      "recipe",
      "\(run.recipe.name) (\(run.recipe.epochs) epochs, batch \(run.recipe.batchSize), "
        + "\(run.recipe.precision.rawValue), seed \(run.seed), \(device))")
    plan.append("labels", data.labels.joined(separator: ", "))
    plan.append("training", NumberFormat.count(data.training.count, "clip"))
    if run.split.validationSpeakers.isEmpty && !data.validation.isEmpty {
      Diagnostics.warning(
        "No corpus can spare a speaker (each needs three, known by name), so clips of speakers that are also trained on "
          + "choose the epoch: the validation figures say nothing about voices never heard.")
    }
    command.printPlan(plan, run, data, withoutValidation: ", so the last epoch is kept")
  }

  private func train(
    _ run: TrainingRun, _ data: TrainingData, _ initial: ModelBundle?, _ teachers: [ModelBundle],
    _ device: Device
  ) throws -> [TrainedNetwork]? {
    var display = EpochDisplay(epochs: recipe.epochs)
    var current: Trainer?
    var history = "history.csv"
    var confusion = "confusion.json"
    var place = (epoch: 1, step: 0)
    let members = try run.train(
      data: data, startingFrom: initial, teachers: teachers, checkpoints: runDirectory,
      resume: command.resume, device: device, shouldStop: { Interruption.isRequested },
      begin: { member, trainer in
        current = trainer
        guard recipe.memberCount > 1 else { return }
        history = "history-\(member).csv"
        confusion = "confusion-\(member).json"
        display = EpochDisplay(
          epochs: recipe.epochs, prefix: "member \(member + 1) of \(recipe.memberCount): ")
      },
      report: { event in
        display.show(event)
        switch event {
        case .step(let progress): place = (progress.epoch, progress.step)
        case .epoch:
          try? writeBeside(TrainingText.history(current?.history ?? []), name: history)
          if let matrix = current?.validationConfusion {
            try? writeBeside(JSONEncoder().encode(matrix), name: confusion)
          }
        }
      })
    if members == nil {
      Diagnostics.note(
        "Stopped in epoch \(place.epoch) after step \(place.step); everything is kept in \(runDirectory.path). "
          + "The same command with --resume goes on from there.")
    }
    return members
  }

  private func notes(_ members: [TrainedNetwork], seconds: Double) -> String {
    let whole = members.flatMap(\.history).reduce(0) { $0 + $1.seconds }
    return "Trained with `speech-emotion train` in \(NumberFormat.duration(seconds: max(whole, seconds))) on "
      + "\(ProcessInfo.processInfo.activeProcessorCount) processor cores, seed \(command.training.seed), "
      + "libtorch \(Torch.version)."
  }

  /// Writes a file of the run: a sibling first, then a rename.
  private func writeBeside(_ data: Data, name: String) throws {
    try FileManager.default.createDirectory(at: runDirectory, withIntermediateDirectories: true)
    try data.write(to: runDirectory.appending(path: name), options: .atomic)
  }
}
