public import Foundation
internal import Synchronization

extension EmotionDetector {
  /// Hears many files at once.
  ///
  /// As many threads as `parallelism` take one file after the other from the list, so that a long file holds up no
  /// other. A file that fails has its error as its result, and the rest go on.
  ///
  /// - Parameters:
  ///   - urls: Audio files.
  ///   - parallelism: How many files are heard at the same time, the caller's thread included; at least 1.
  ///   - each: Called once per file with its index, in the order in which files get ready, not in that of the list;
  ///     never twice at the same time, but on any of the threads.
  /// - Returns: All results, in the order of the list.
  @discardableResult
  public func predictions(
    forFiles urls: [URL], parallelism: Int = ProcessInfo.processInfo.activeProcessorCount,
    each: @Sendable (_ index: Int, _ result: Result<Prediction, any Error>) -> Void = { _, _ in }
  ) -> [Result<Prediction, any Error>] {
    let next = Mutex(0)
    let results = Mutex([Result<Prediction, any Error>?](repeating: nil, count: urls.count))
    let threadCount = max(1, min(parallelism, urls.count, Self.maximumParallelism))
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < urls.count else { return }
        let result = Result { try prediction(forFile: urls[index]) }
        results.withLock { results in
          results[index] = result
          each(index, result)  // within the lock: one at a time
        }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  static let maximumParallelism = 64
}
