import EmotionCorpora

/// Which clips each step of an epoch sees: everything once, similar lengths together, in a random order.
///
/// The plan depends on the seed and the epoch alone, so a resumed run continues it in the middle.
struct BatchPlan {
  /// Clip indices of each step.
  let batches: [[Int]]

  /// Draws the plan of one epoch.
  ///
  /// - Parameters:
  ///   - clips: Indices of the training clips.
  ///   - length: A clip's length in any unit.
  ///   - batchSize: Clips per step.
  ///   - seed: The epoch's own seed.
  init(clips: [Int], length: (Int) -> Int, batchSize: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let shuffled = generator.shuffled(clips)
    // Sorting within pools of eight batches keeps the padding small and the batches random.
    let poolSize = batchSize * 8
    var batches: [[Int]] = []
    for start in stride(from: 0, to: shuffled.count, by: poolSize) {
      let pool = shuffled[start..<min(start + poolSize, shuffled.count)].sorted {
        (length($0), $0) < (length($1), $1)
      }
      for first in stride(from: 0, to: pool.count, by: batchSize) {
        batches.append(Array(pool[first..<min(first + batchSize, pool.count)]))
      }
    }
    // Batch statistics of a single clip say nothing: the odd one out joins the batch before it.
    if batches.count > 1, let last = batches.last, last.count == 1 {
      batches.removeLast()
      batches[batches.count - 1] += last
    }
    self.batches = generator.shuffled(batches)
  }
}
