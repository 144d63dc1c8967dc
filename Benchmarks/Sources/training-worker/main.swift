import EmotionTraining
import Foundation
import TorchTensor

let usage = """
  training-worker WORK ...
    step RECIPE CORPUS CACHE               a training step for each line of input
    epoch RECIPE CORPUS CACHE              an epoch for each line of input
    epochs RECIPE CORPUS CACHE             two epochs for each line of input: how long the second one waits for batches
    first-step RECIPE CORPUS CACHE [FILE]  start, take one step, save to FILE, end; go on from FILE where it is there
    forward RECIPE FRAMES                  the network of a recipe over one clip for each line of input
    products SIZE                          products of SIZE x SIZE matrices for each line of input
  """

// As the command does.
Torch.keepFreedMemory()
let words = Array(CommandLine.arguments.dropFirst())
do {
  switch (words.first, words.count) {
  case ("step", 4):
    try Training(recipe: words[1], corpus: words[2], cache: words[3]).runSteps()
  case ("epoch", 4):
    try Training(recipe: words[1], corpus: words[2], cache: words[3]).runEpochs()
  case ("epochs", 4):
    try Training(recipe: words[1], corpus: words[2], cache: words[3]).runEpochsInARow()
  case ("first-step", 4...5):
    try Training(recipe: words[1], corpus: words[2], cache: words[3], checkpoint: words.dropFirst(4).first)
      .runFirstStep()
  case ("forward", 3) where Int(words[2]) ?? 0 > 0:
    try runForward(recipe: words[1], frames: Int(words[2]) ?? 0)
  case ("products", 2) where Int(words[1]) ?? 0 > 0:
    try runProducts(size: Int(words[1]) ?? 0)
  default:
    FileHandle.standardError.write(Data("Not a work: \(words.joined(separator: " "))\n\(usage)\n".utf8))
    exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("training-worker: \(error)\n".utf8))
  exit(1)
}
