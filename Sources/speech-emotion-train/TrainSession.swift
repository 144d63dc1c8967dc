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
  /// The models of `--join`; empty where something is trained.
  private let joined: [ModelBundle]
  private let output: URL
  private let runDirectory: URL

  init(command: SpeechEmotionTrain) throws {
    self.command = command
    joined = try command.joinedModels()
    if let first = joined.first {
      var recipe = try TrainingRecipe(of: first.manifest)
      recipe.name =
        command.output.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
        ?? joined.map(\.manifest.name).joined(separator: "+")
      self.recipe = recipe
    } else {
      recipe = try command.training.recipe(scheme: command.data.scheme)
    }
    output = URL(fileURLWithPath: command.output ?? "\(recipe.name).emotionmodel", isDirectory: true)
    runDirectory = URL(fileURLWithPath: command.runDirectory ?? output.path + ".run", isDirectory: true)
  }

  func run() throws {
    try checkTargets()
    let device = joined.isEmpty ? try command.training.chosenDevice() : .cpu
    if let threads = command.training.threads { try Torch.setThreadCount(threads) }
    let utterances = try command.data.utterances()
    let testSpeakers =
      try command.data.testSpeakers.map {
        try SpeakerList(text: $0).speakers(among: utterances)
      } ?? []
    let run = try TrainingRun(
      recipe: recipe, utterances: utterances, testSpeakers: testSpeakers, seed: command.training.seed)

    Interruption.beginCatching()
    let data = try prepare(run)
    describePlan(run, data, device: device)
    guard joined.isEmpty else {
      let members = try run.members(of: joined, data: data)
      if let code = Interruption.exitCode { throw ExitCode(code) }
      return try finish(
        run, data, members, after: joined.map(\.manifest), notes: joinedNotes)
    }
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
    try finish(
      run, data, members, after: earlier, notes: notes(members, seconds: -began.timeIntervalSinceNow))
  }

  private var checkpoint: URL { runDirectory.appending(path: "checkpoint.safetensors") }

  /// Nothing that is there is written over unless asked to.
  private func checkTargets() throws {
    let files = FileManager.default
    if files.fileExists(atPath: output.path), !command.overwrite {
      throw TrainTargetError(path: output.path, kind: .model)
    }
    guard joined.isEmpty else { return }
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

  private func prepare(_ run: TrainingRun) throws -> TrainingData {
    try command.data.preparing(run.split.training.count, rejections: \.clips.rejections) {
      try run.prepare(cache: $0, progress: $1)
    }
  }

  private func describePlan(_ run: TrainingRun, _ data: TrainingData, device: Device) {
    var block = KeyValueBlock()
    block.append(
      joined.isEmpty ? "recipe" : "joined",
      joined.isEmpty
        ? "\(run.recipe.name) (\(run.recipe.epochs) epochs, batch \(run.recipe.batchSize), "
          + "\(run.recipe.precision.rawValue), seed \(run.seed), \(device))"
        : joined.map(\.manifest.name).joined(separator: ", "))
    block.append("labels", data.labels.joined(separator: ", "))
    if joined.isEmpty { block.append("training", NumberFormat.count(data.training.count, "clip")) }
    if joined.isEmpty, run.split.validationSpeakers.isEmpty && !data.validation.isEmpty {
      Diagnostics.warning(
        "No corpus can spare a speaker (each needs three, known by name), so clips of speakers that are also trained on "
          + "choose the epoch: the validation figures say nothing about voices never heard.")
    }
    let speakers = Set(data.validation.map { data.clips.utterances[$0].qualifiedSpeaker }).sorted()
    block.append(
      "inner validation",
      speakers.isEmpty
        ? "none: too few speakers to spare any" + (joined.isEmpty ? ", so the last epoch is kept" : "")
        : "\(NumberFormat.count(data.validation.count, "clip")) of \(speakers.joined(separator: ", "))")
    block.append(
      "test",
      run.split.testSpeakers.isEmpty
        ? "none: name speakers with --test-speakers to have an honest score"
        : "\(NumberFormat.count(run.split.test.count, "clip")) of "
          + run.split.testSpeakers.sorted().joined(separator: ", "))
    if run.split.unlabelledCount > 0 {
      block.append(
        "left out",
        "\(NumberFormat.count(run.split.unlabelledCount, "clip")) with an emotion that "
          + "the scheme \(run.scheme.name) does not have")
    }
    for line in block.lines(for: .standardError) { Output.writeError(line + "\n") }
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

  private func finish(
    _ run: TrainingRun, _ data: TrainingData, _ members: [TrainedNetwork],
    after earlier: [ModelManifest], notes: String
  ) throws {
    var bundle = try run.bundle(members, data: data, after: earlier, notes: notes)
    if !run.split.test.isEmpty {
      let reporter = SharedProgress(activity: "testing", total: run.split.test.count, unit: "clips")
      bundle = try run.tested(bundle) { reporter.update($0) }
      reporter.finish()
    }
    try bundle.write(to: output)
    print("Wrote \(output.path).")
    for line in TrainingText.scores(bundle.manifest) { print(line) }
    print("Try it: speech-emotion predict --model \(output.path) FILE")
  }

  private func notes(_ members: [TrainedNetwork], seconds: Double) -> String {
    let whole = members.flatMap(\.history).reduce(0) { $0 + $1.seconds }
    return "Trained with `speech-emotion train` in \(NumberFormat.duration(seconds: max(whole, seconds))) on "
      + "\(ProcessInfo.processInfo.activeProcessorCount) processor cores, seed \(command.training.seed), "
      + "libtorch \(Torch.version)."
  }

  private var joinedNotes: String {
    let parts = joined.map { "\($0.manifest.name): \($0.manifest.notes)" }
    return "Joined by `speech-emotion train --join` from \(joined.count) models. "
      + parts.joined(separator: " ")
  }

  /// Writes a file of the run: a sibling first, then a rename.
  private func writeBeside(_ data: Data, name: String) throws {
    try FileManager.default.createDirectory(at: runDirectory, withIntermediateDirectories: true)
    try data.write(to: runDirectory.appending(path: name), options: .atomic)
  }
}
