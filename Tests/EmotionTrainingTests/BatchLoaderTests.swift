import Foundation
import SpeechFeatures
import Testing

@testable import EmotionTraining

@Suite("Batch loader")
struct BatchLoaderTests {
  /// A batch that says which clips it was made of.
  private static func batch(of clips: [Int]) -> Batch {
    let matrix = FeatureMatrix(values: [Float(clips[0])], frameCount: 1, binCount: 1)
    return Batch(matrices: clips.map { _ in matrix }, targets: [], weights: clips.map(Float.init))
  }

  @Test("batches come in the order of the plan, however many threads make them", arguments: [1, 3])
  func order(threads: Int) throws {
    let plan = (0..<40).map { [$0, 100 + $0] }
    let loader = BatchLoader(plan: plan, threads: threads) { clips in
      // Later batches are ready sooner.
      usleep(UInt32(400 - 100 * (clips[0] % 4)))
      return Self.batch(of: clips)
    }
    var weights: [[Float]] = []
    while let batch = try loader.next() { weights.append(batch.weights) }
    #expect(weights == plan.map { $0.map(Float.init) })
    #expect(try loader.next() == nil)
  }

  private struct Broken: Error {}

  @Test("what making a batch throws is thrown where that batch is taken", arguments: [1, 3])
  func failure(threads: Int) throws {
    let loader = BatchLoader(plan: (0..<10).map { [$0] }, threads: threads) { clips in
      guard clips != [4] else { throw Broken() }
      return Self.batch(of: clips)
    }
    defer { loader.cancel() }
    for _ in 0..<4 { #expect(try loader.next() != nil) }
    #expect(throws: Broken.self) { _ = try loader.next() }
  }

  @Test("a cancelled loader makes no more than it had begun")
  func cancelling() throws {
    let made = Counter()
    let loader = BatchLoader(plan: (0..<1000).map { [$0] }, threads: 2) { clips in
      made.increment()
      return Self.batch(of: clips)
    }
    _ = try loader.next()
    loader.cancel()
    #expect(try loader.next() == nil)
    usleep(20_000)
    let count = made.value
    usleep(20_000)
    #expect(made.value == count && count < 20)
  }

  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func increment() { lock.withLock { count += 1 } }

    var value: Int { lock.withLock { count } }
  }
}
