import ArgumentParser
import EmotionTraining
import Foundation
import SpeechEmotion
import TerminalInterface

/// One call of `speech-emotion train --join`: finished models become one, whose networks answer together.
struct JoinSession {
  let command: SpeechEmotionTrain
  private let models: [ModelBundle]
  private let recipe: TrainingRecipe
  private let target: ModelTarget

  /// Takes at least two models; the recipe is that of the first.
  init(command: SpeechEmotionTrain, models: [ModelBundle]) throws {
    self.command = command
    self.models = models
    var recipe = try TrainingRecipe(of: models[0].manifest)
    recipe.name =
      command.output.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
      ?? models.map(\.manifest.name).joined(separator: "+")
    self.recipe = recipe
    target = ModelTarget(
      url: URL(fileURLWithPath: command.output ?? "\(recipe.name).emotionmodel", isDirectory: true))
  }

  func run() throws {
    try target.checkVacant(overwrite: command.overwrite)
    let run = try command.makeRun(recipe)
    Interruption.beginCatching()
    let data = try command.prepare(run)
    var plan = KeyValueBlock()
    plan.append("joined", models.map(\.manifest.name).joined(separator: ", "))
    plan.append("labels", data.labels.joined(separator: ", "))
    command.printPlan(plan, run, data)
    let networkCount = models.reduce(0) { $0 + $1.manifest.memberCount }
    let reporter = SharedProgress(
      activity: "listening", total: networkCount * data.validation.count, unit: "clips")
    let members = try run.members(of: models, data: data) { reporter.update($0) }
    reporter.finish()
    if let code = Interruption.exitCode { throw ExitCode(code) }
    try target.write(members, of: run, data, after: models.map(\.manifest), notes: notes)
  }

  private var notes: String {
    let parts = models.map { "\($0.manifest.name): \($0.manifest.notes)" }
    return "Joined by `speech-emotion train --join` from \(models.count) models. "
      + parts.joined(separator: " ")
  }
}
