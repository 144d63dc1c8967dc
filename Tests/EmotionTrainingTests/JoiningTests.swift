import EmotionCorpora
import EmotionEvaluation
import Foundation
import SpeechEmotion
import SpeechFeatures
import Testing

@testable import EmotionTraining

@Suite("Models that are joined")
struct JoiningTests {
  private struct Scene {
    let corpus: TonesCorpus
    let recipe: TrainingRecipe
    let run: TrainingRun
    let data: TrainingData
    let models: [ModelBundle]
  }

  /// Two models of the same speakers, one trained for longer.
  private func scene() throws -> Scene {
    let corpus = try TonesCorpus()
    let recipe = try TonesCorpus.recipe(epochs: 1)
    let test: Set = ["tones/s1"]
    let run = try TrainingRun(recipe: recipe, utterances: corpus.utterances, testSpeakers: test)
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    let models = try [1, 3].map { epochs in
      var recipe = recipe
      (recipe.epochs, recipe.name) = (epochs, "of \(epochs)")
      let run = try TrainingRun(recipe: recipe, utterances: corpus.utterances, testSpeakers: test)
      return try run.bundle(#require(try run.train(data: data)), data: data, notes: "")
    }
    return Scene(corpus: corpus, recipe: recipe, run: run, data: data, models: models)
  }

  @Test("answer together, with a temperature of their own, and count as having heard what each has")
  func together() throws {
    let scene = try scene()
    defer { scene.corpus.remove() }
    let members = try scene.run.members(of: scene.models, data: scene.data)
    let joined = try scene.run.bundle(
      members, data: scene.data, after: scene.models.map(\.manifest), notes: "")
    #expect(joined.manifest.memberCount == 2)
    #expect((0..<2).map(joined.weights(ofMember:)) == scene.models.map(\.weights))
    #expect(joined.manifest.data.heldOutSpeakers == ["tones/s1"])
    #expect(joined.manifest.scores["training/epochs"] == nil)

    // What the trainer found for each is found again, and the temperature is that of the mean.
    for (member, model) in zip(members, scene.models) {
      let known = try #require(model.manifest.scores["validation/accuracy"])
      #expect(abs(try #require(member.validation).accuracy - known) < 1e-9)
    }
    let network = try NetworkEnsemble(joined)
    let logits = try scene.data.validation.map { try network.logits(scene.data.clips.features(at: $0)) }
    let fitted = TemperatureScaling(
      fitting: logits, truth: scene.data.validation.map { scene.data.classes[$0] })
    #expect(abs(joined.manifest.calibration.temperature - min(max(fitted.temperature, 0.05), 20)) < 1e-3)

    // A model of several networks brings all of them.
    let three = try scene.run.members(of: [joined, scene.models[0]], data: scene.data)
    #expect(three.map(\.weights) == (scene.models + [scene.models[0]]).map(\.weights))
  }

  @Test("must hear and say the same, and have spared the same speakers")
  func problems() throws {
    let scene = try scene()
    defer { scene.corpus.remove() }
    func problem(_ change: (inout ModelManifest) throws -> Void) throws -> JoinError? {
      var manifest = scene.models[1].manifest
      try change(&manifest)
      let other = try ModelBundle(manifest: manifest, weights: scene.models[1].weights)
      do {
        _ = try scene.run.members(of: [scene.models[0], other], data: scene.data)
        return nil
      } catch let error as JoinError {
        return error
      }
    }
    #expect(try problem { _ in } == nil)
    let features = try #require(try problem { $0.featureRecipe.logarithm = .natural(floor: 1e-4) })
    #expect(features.problem == .features && features.number == 2)
    #expect("\(features)".contains("Model 2 of --join, of 3"))
    let validation = try problem {
      var recipe = scene.recipe
      recipe.validationFraction = 0.5
      $0.trainingRecipe = try JSONValue(encoding: recipe)
    }
    #expect(validation?.problem == .validation(found: 0.5, wanted: 0.25))
    let heldOut = try #require(try problem { $0.data.heldOutSpeakers = ["tones/s2"] })
    #expect(heldOut.problem == .heldOut(heard: ["tones/s1"], unnamed: ["tones/s2"]))
    #expect("\(heldOut)".contains("Not named: tones/s2"))
    #expect(try problem { $0.trainingRecipe = .null }?.problem == .noRecipe)
    let labels = try problem {
      $0.outputs = $0.labels.names.reversed().map { OutputClass(name: $0, label: $0) }
    }
    #expect(
      labels?.problem
        == .labels(
          learnt: scene.models[1].manifest.labels.names.reversed(), wanted: scene.run.scheme.labels))
    var silent = scene.models[0].manifest
    silent.trainingRecipe = .null
    #expect(throws: JoinError.self) { try TrainingRecipe(of: silent) }
    #expect(try TrainingRecipe(of: scene.models[1].manifest).epochs == 3)
  }
}
