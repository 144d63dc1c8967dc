import ArgumentParser
import EmotionCorpora
import EmotionEvaluation
import EmotionTraining
import Foundation
import SpeechEmotion
import TerminalInterface
import TorchTensor

/// One call of `speech-emotion train --folds`: every fold and seed that no other process is working on, and the report.
struct CrossValidationSession {
  let command: SpeechEmotionTrain
  let plan: FoldPlan
  private let recipe: TrainingRecipe
  private let folder: CrossValidationFolder

  init(command: SpeechEmotionTrain, plan: FoldPlan) throws {
    self.command = command
    self.plan = plan
    recipe = try command.training.recipe(scheme: command.data.scheme)
    folder = CrossValidationFolder(
      URL(fileURLWithPath: command.output ?? "\(recipe.name).folds", isDirectory: true))
  }

  func run() throws {
    let device = try command.training.chosenDevice()
    if let threads = command.training.threads { try Torch.setThreadCount(threads) }
    let utterances = try command.data.utterances()
    let initial = try command.initialModel()
    let validation = try CrossValidation(
      recipe: recipe, utterances: utterances, plan: plan, testedCorpora: command.folds.testedCorpora,
      seeds: command.folds.seeds(else: command.training.seed), carriesWeights: carriesWeights,
      initialModel: initial)
    let record = try emptyRecord(validation)
    try checkTarget(validation, record)

    Interruption.beginCatching()
    let clips = try prepare(validation)
    describe(validation, record)
    let recordings = validation.recordings(in: clips)
    while try takeRuns(validation, record, clips: clips, recordings: recordings, device: device) {}
    try finish(record, validation)
  }

  /// Works on every run that is neither finished, nor another process's, nor waiting for one before it.
  ///
  /// - Returns: Whether there was any: others may have been left meanwhile.
  private func takeRuns(
    _ validation: CrossValidation, _ record: CrossValidationRecord, clips: PreparedClips,
    recordings: [AudioFingerprint?], device: Device
  ) throws -> Bool {
    var hasWorked = false
    for run in validation.runs where try folder.result(of: run) == nil {
      if let predecessor = run.predecessor,
        !FileManager.default.fileExists(atPath: folder.model(named: predecessor).path)
      {
        continue
      }
      _ = try folder.claim(run) {
        guard try folder.result(of: run) == nil else { return }
        try train(run, of: validation, clips: clips, recordings: recordings, device: device)
        try writeReport(record, validation)
        hasWorked = true
      }
    }
    return hasWorked
  }

  /// Whether each fold goes on from the one before: where asked for, and where a recipe's original did so, on the folds
  /// that it had.
  private var carriesWeights: Bool {
    guard case .stratified = plan else { return command.folds.carryWeights }
    return command.folds.carryWeights || recipe.carriesWeights ?? false
  }

  private func emptyRecord(_ validation: CrossValidation) throws -> CrossValidationRecord {
    var notes: [String] = []
    let full = try command.training.unchangedRecipe()
    if full.epochs != recipe.epochs {
      notes.append("\(NumberFormat.count(recipe.epochs, "epoch")) instead of the recipe's \(full.epochs).")
    }
    if carriesWeights {
      notes.append("Each fold goes on from the weights of the fold before.")
    }
    if let initial = validation.initialModel {
      notes.append(
        "Training starts from the model \(initial.manifest.name) of "
          + "\(initial.manifest.created.formatted(.iso8601)), which heard "
          + initial.manifest.data.corpora.map(\.name).joined(separator: ", ") + ".")
    }
    if validation.unlabelledCount > 0 {
      notes.append(
        "\(NumberFormat.count(validation.unlabelledCount, "clip")) without a class in the scheme "
          + "\(validation.scheme.name) (another emotion, or a voice of unknown gender) are left out.")
    }
    let corpora = Set(validation.utterances.map(\.corpus)).sorted().joined(separator: ", ")
    return try validation.emptyRecord(
      title: "\(recipe.name) on \(corpora)", command: Self.commandLine,
      hardware: Self.hardware, notes: notes)
  }

  private static var commandLine: String {
    let words = ["speech-emotion", "train"] + CommandLine.arguments.dropFirst()
    return words.map { word in
      word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:,=@".contains($0) } ? word : "'\(word)'"
    }.joined(separator: " ")
  }

  private static var hardware: String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":", maxSplits: 1).last }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return "\(model ?? "unknown processor"), \(ProcessInfo.processInfo.activeProcessorCount) cores, "
      + "libtorch \(Torch.version)"
  }

  /// Nothing that is there is written over unless asked to.
  private func checkTarget(_ validation: CrossValidation, _ record: CrossValidationRecord) throws {
    let files = FileManager.default
    let isThere =
      files.fileExists(atPath: folder.plan.path)
      || files.fileExists(atPath: folder.url.appending(path: "runs").path)
    if isThere, command.overwrite {
      let busy = try folder.busy(validation.runs)
      guard busy.isEmpty else { throw TrainTargetError(path: folder.url.path, kind: .busyFolds) }
      try folder.clear()
    } else if isThere {
      guard command.resume else { throw TrainTargetError(path: folder.url.path, kind: .folds) }
      guard folder.matches(record) else { throw TrainTargetError(path: folder.url.path, kind: .otherFolds) }
      return
    } else if command.resume {
      throw TrainTargetError(path: folder.url.path, kind: .noFoldsToResume)
    }
    try folder.begin(record)
  }

  private func prepare(_ validation: CrossValidation) throws -> PreparedClips {
    try command.data.preparing(validation.utterances.count, rejections: \.rejections) {
      try validation.prepare(cache: $0, progress: $1)
    }
  }

  private func describe(_ validation: CrossValidation, _ record: CrossValidationRecord) {
    var block = KeyValueBlock()
    block.append(
      "recipe",
      "\(recipe.name) (\(recipe.epochs) epochs, batch \(recipe.batchSize), \(recipe.precision.rawValue))")
    block.append("split", record.split)
    block.append(
      "runs",
      "\(validation.runs.count): \(NumberFormat.count(validation.folds.count, "fold")), seeds "
        + validation.seeds.map { "\($0)" }.joined(separator: ", "))
    block.append("labels", validation.scheme.labels.joined(separator: ", "))
    for line in block.lines(for: .standardError) { Output.writeError(line + "\n") }
    for note in record.notes { Diagnostics.note(note) }
  }

  private func train(
    _ run: CrossValidation.Run, of validation: CrossValidation, clips: PreparedClips,
    recordings: [AudioFingerprint?], device: Device
  ) throws {
    let audit = validation.audit(run, recordings: recordings)
    let training = try validation.trainingRun(run)
    let data = try training.prepare(cache: command.data.cacheFolder)
    Diagnostics.note(
      "\(run.fold), seed \(run.seed): \(NumberFormat.count(data.training.count, "clip")) to learn from, "
        + "\(data.validation.count) to choose by, \(training.split.test.count) to test. \(audit.findings.first ?? "")"
    )
    let initial = try run.predecessor.map { try ModelBundle(contentsOf: folder.model(named: $0)) }
    var display = EpochDisplay(epochs: recipe.epochs)
    let members = try training.train(
      data: data, startingFrom: initial ?? validation.initialModel, checkpoints: folder.folder(of: run),
      resume: true, device: device, shouldStop: { Interruption.isRequested },
      begin: { member, _ in
        let place = recipe.memberCount > 1 ? ", member \(member + 1) of \(recipe.memberCount)" : ""
        display = EpochDisplay(epochs: recipe.epochs, prefix: "\(run.fold), seed \(run.seed)\(place): ")
      }, report: { display.show($0) })
    guard let members else {
      Diagnostics.note(
        "Stopped in \(run.name); everything is kept in \(folder.url.path). "
          + "The same command with --resume goes on from there.")
      throw ExitCode(Interruption.exitCode ?? 130)
    }
    let bundle = try training.bundle(
      members, data: data, after: [initial ?? validation.initialModel].compactMap { $0?.manifest },
      notes: "\(run.name) of a cross-validation: \(plan.summary).")
    try bundle.write(to: folder.model(of: run))
    let result = try training.foldResult(
      of: bundle, members, run: run, audit: audit, data: data, clips: clips)
    try folder.keep(result, of: run)
  }

  /// The record with the results so far, in the order of the runs.
  private func current(
    _ record: CrossValidationRecord, _ validation: CrossValidation
  ) throws -> CrossValidationRecord {
    var record = record
    record.results = try validation.runs.compactMap { try folder.result(of: $0) }
    record.updated = Date().formatted(.iso8601)
    return record
  }

  /// Everything so far: the record with its summary, and the page that people read.
  @discardableResult
  private func writeReport(
    _ record: CrossValidationRecord, _ validation: CrossValidation
  ) throws -> (record: CrossValidationRecord, summary: CrossValidationSummary) {
    try folder.whileReporting {
      let record = try current(record, validation)
      let summary = try CrossValidationSummary(record)
      try record.json(with: summary).write(to: folder.record, options: .atomic)
      try ReportPage(record, summary: summary).data.write(to: folder.page, options: .atomic)
      return (record, summary)
    }
  }

  private func finish(_ record: CrossValidationRecord, _ validation: CrossValidation) throws {
    let (record, summary) = try writeReport(record, validation)
    print(summary.text(of: record), terminator: "")
    if command.folds.pictures {
      try PictureFolder(folder.url).write(ReportPictures(record, summary: summary))
    }
    let unfinished = try validation.runs.filter { try folder.result(of: $0) == nil }.map(\.name)
    if !unfinished.isEmpty {
      Diagnostics.note(
        "Not finished: \(unfinished.joined(separator: ", ")). Another process works on them, or did; the same command with "
          + "--resume takes up what nobody works on.")
    }
    print("Wrote \(folder.page.path) and \(folder.record.lastPathComponent) beside it.")
  }
}
