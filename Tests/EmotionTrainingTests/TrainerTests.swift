import EmotionCorpora
import EmotionTraining
import Foundation
import SpeechEmotion
import Testing

@Suite("Training", .serialized)
struct TrainerTests {
  private func weights(of outcome: Trainer.Outcome) -> WeightStore? {
    if case .finished(let trained) = outcome { return trained.weights }
    return nil
  }

  @Test(
    "an interrupted and resumed run ends with the same weights as one that was left alone",
    arguments: [(2, false), (1, true)])
  func resume(epoch: Int, atItsEnd: Bool) throws {
    let corpus = try TonesCorpus()
    defer { corpus.remove() }
    let run = try TrainingRun(recipe: TonesCorpus.recipe(), utterances: corpus.utterances, seed: 7)
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    let whole = try #require(weights(of: run.trainer(data: data).run()))

    let checkpoint = corpus.folder.appending(path: "run/checkpoint.safetensors")
    var isPlace = false
    let stopped = try run.trainer(data: data, checkpoint: checkpoint).run(
      shouldStop: { isPlace },
      report: { event in
        guard case .step(let progress) = event else { return }
        isPlace = progress.epoch == epoch && progress.step == (atItsEnd ? progress.steps : 1)
      })
    guard case .interrupted(let stoppedEpoch, let step) = stopped else {
      Issue.record("the run did not stop when asked to")
      return
    }
    #expect(stoppedEpoch == epoch && step > 0)
    let resumed = try run.trainer(data: data, checkpoint: checkpoint, resume: true).run()
    #expect(try #require(weights(of: resumed)) == whole)
  }

  @Test("the same seed gives the same weights, another seed gives others")
  func seeds() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 2)
    defer { corpus.remove() }
    func train(seed: UInt64) throws -> WeightStore? {
      let run = try TrainingRun(
        recipe: TonesCorpus.recipe(epochs: 2), utterances: corpus.utterances, seed: seed)
      let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
      return weights(of: try run.trainer(data: data).run())
    }
    let first = try train(seed: 1)
    #expect(first != nil)
    #expect(try train(seed: 1) == first)
    #expect(try train(seed: 2) != first)
  }

  @Test("a small network learns tones of speakers it hears, and is right on those it never heard")
  func learns() throws {
    let corpus = try TonesCorpus(speakers: 10, clipsPerClass: 4)
    defer { corpus.remove() }
    var recipe = try TonesCorpus.recipe(epochs: 12)
    // Only a mask: debug code is slow at sound.
    recipe.augmentation = [.timeMask(probability: 1, count: 1, maximumSeconds: 0.1)]
    let run = try TrainingRun(
      recipe: recipe, utterances: corpus.utterances,
      testSpeakers: ["tones/s0", "tones/s1"], seed: 3)
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    var epochs: [EpochRecord] = []
    let outcome = try run.trainer(data: data).run(report: { event in
      if case .epoch(let record, _) = event { epochs.append(record) }
    })
    guard case .finished(let trained) = outcome else {
      Issue.record("the run did not finish")
      return
    }
    #expect(epochs.count == 12)
    #expect(epochs.last?.trainingLoss ?? 9 < epochs.first?.trainingLoss ?? 0)
    let bundle = try run.tested(run.bundle([trained], data: data, notes: ""))
    #expect(bundle.manifest.scores["test/clips"] == 16)
    #expect(bundle.manifest.scores["test/unweighted_average_recall"] ?? 0 > 0.9)
    #expect(bundle.manifest.data.heldOutSpeakers == ["tones/s0", "tones/s1"])
    #expect(bundle.manifest.data.split == "test by speakers, inner validation by speakers")
  }

  @Test("a checkpoint of another run is refused, with the path and what to do")
  func foreignCheckpoint() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 2)
    defer { corpus.remove() }
    let checkpoint = corpus.folder.appending(path: "checkpoint.safetensors")
    func trainer(seed: UInt64, resume: Bool) throws -> Trainer {
      let run = try TrainingRun(
        recipe: TonesCorpus.recipe(epochs: 1), utterances: corpus.utterances, seed: seed)
      let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
      return try run.trainer(data: data, checkpoint: checkpoint, resume: resume)
    }
    _ = try trainer(seed: 1, resume: false).run()
    let error = #expect(throws: CheckpointError.self) { _ = try trainer(seed: 2, resume: true) }
    #expect(error?.description.contains(checkpoint.path) == true)
    #expect(error?.description.contains("--overwrite") == true)
  }

  @Test("a split that shares speakers is not called anything else")
  func sharedSpeakers() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 3)
    defer { corpus.remove() }
    let run = try TrainingRun(recipe: TonesCorpus.recipe(), utterances: corpus.utterances)
    #expect(run.split.validationSpeakers.isEmpty && !run.split.validation.isEmpty)
    #expect(run.split.summary.contains("clips of speakers also trained on"))
    #expect(throws: SpeakerListError.self) {
      _ = try TrainingRun(
        recipe: TonesCorpus.recipe(), utterances: corpus.utterances, testSpeakers: ["tones/nobody"])
    }
  }

  @Test("the seed recipe takes a step, its fixed length and its penalty included")
  func seedRecipe() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 1)
    defer { corpus.remove() }
    var recipe = try TrainingRecipe(named: "seed")
    recipe.scheme = "six"
    recipe.batchSize = 2
    recipe.epochs = 1
    // The same layers, narrower: the test is of the path, not of the arithmetic's patience.
    recipe.network.layers = recipe.network.layers.map { layer in
      switch layer {
      case .lstm(_, let bidirectional, let dropout):
        .lstm(hiddenSize: 4, bidirectional: bidirectional, recurrentDropout: dropout)
      case .conv1d(_, let kernel, let stride, let dilation, let bias):
        .conv1d(channels: 4, kernelSize: kernel, stride: stride, dilation: dilation, bias: bias)
      case .dense: .dense(units: 8)
      default: layer
      }
    }
    let run = try TrainingRun(recipe: recipe, utterances: corpus.utterances, seed: 1)
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    var stopped = false
    let outcome = try run.trainer(data: data).run(shouldStop: {
      defer { stopped = true }
      return stopped
    })
    guard case .interrupted(_, let step) = outcome else {
      #expect(weights(of: outcome) != nil)
      return
    }
    #expect(step > 0)
  }
}
