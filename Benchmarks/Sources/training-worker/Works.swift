import EmotionTraining
import SpeechEmotion
import SpeechFeatures
import TorchTensor

extension Training {
  /// One step for each request: forward, loss, backward, clipping, update, average.
  ///
  /// Batches are made ahead while nobody asks, so that a step is timed without them where clips are only copied.
  func runSteps() throws {
    Conversation.say(parts)
    guard Conversation.isAskedAgain() else { return }
    var loss = 0.0
    var start = ContinuousClock.now
    _ = try trainer.run(
      shouldStop: {
        Conversation.say(["seconds": seconds(since: start), "loss": loss])
        guard Conversation.isAskedAgain() else { return true }
        start = .now
        return false
      },
      report: { event in
        if case .step(let progress) = event { loss = progress.loss }
      })
  }

  /// One epoch for each request, batches made anew from augmented clips; none is made before the request.
  func runEpochs() throws {
    Conversation.say(parts)
    while Conversation.isAskedAgain() {
      var latest: TrainingProgress?
      let start = ContinuousClock.now
      // Left at its last step: an epoch that goes on would have made the next one's first batches meanwhile.
      _ = try trainer.run(
        shouldStop: { latest.map { $0.step == $0.steps } ?? false },
        report: { event in
          if case .step(let progress) = event { latest = progress }
        })
      Conversation.say([
        "seconds": seconds(since: start), "clips": Double(latest?.clips ?? 0), "loss": latest?.loss ?? 0,
      ])
    }
  }

  /// Epochs that follow each other: two for each request, the second of which is told of.
  func runEpochsInARow() throws {
    Conversation.say(parts)
    while Conversation.isAskedAgain() {
      var latest: TrainingProgress?
      var epochs = 0
      _ = try trainer.run(
        shouldStop: { epochs >= 2 && latest.map { $0.step == $0.steps } ?? false },
        report: { event in
          guard case .step(let progress) = event else { return }
          if progress.epoch != latest?.epoch { epochs += 1 }
          latest = progress
        })
      Conversation.say(["seconds": 0, "waiting": latest?.waitingShare ?? 0])
    }
  }

  /// The first step of a process that is started for it, then the end, saved where there is a checkpoint.
  func runFirstStep() throws {
    let start = ContinuousClock.now
    _ = try trainer.run(shouldStop: {
      Conversation.say(parts.merging(["step": seconds(since: start)]) { $1 })
      return true
    })
  }
}

/// A recipe's network with random weights, as detection runs it: one clip for each request.
func runForward(recipe: String, frames: Int) throws {
  let spec = try TrainingRecipe(named: recipe).network
  let network = try InferenceNetwork(spec, weights: WeightInitializer(seed: 1).weights(for: spec))
  let values = (0..<frames * spec.inputSize).map { Float($0 % 2003) / 1001.5 - 1 }
  let clip = FeatureMatrix(values: values, frameCount: frames, binCount: spec.inputSize)
  _ = try network.logits(clip)
  Conversation.say(["ready": 1])
  while Conversation.isAskedAgain() {
    let start = ContinuousClock.now
    var count = 0.0
    repeat {
      _ = try network.logits(clip)
      count += 1
    } while seconds(since: start) < 0.2
    Conversation.say(["seconds": seconds(since: start) / count])
  }
}

/// Products of square matrices in single precision: what the machine's processor gives at most.
func runProducts(size: Int) throws {
  let left = try Tensor.uniform([size, size], seed: 1)
  let right = try Tensor.uniform([size, size], seed: 2)
  Conversation.say(["ready": 1])
  while Conversation.isAskedAgain() {
    let start = ContinuousClock.now
    var count = 0
    repeat {
      _ = try left.matmul(right)
      count += 1
    } while seconds(since: start) < 0.5
    let passed = seconds(since: start)
    let operations = 2 * Double(size * size * size * count)
    Conversation.say(["seconds": passed, "gigaflops": operations / passed * 1e-9])
  }
}
