import Dispatch
import Synchronization

/// Transforms elements on a bounded number of threads; results keep their order.
///
/// - Parameters:
///   - elements: What is transformed.
///   - parallelism: Threads at most; at least one.
///   - progress: Called behind each element with the number done, from one thread at a time.
///   - transform: Called from several threads.
/// - Returns: As many as `elements`.
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], parallelism: Int, progress: (@Sendable (Int) -> Void)? = nil,
  transform: @Sendable (Element) -> Result
) -> [Result] {
  let state = Mutex(Work<Result>(results: Array(repeating: nil, count: elements.count)))
  let threads = max(1, min(parallelism, elements.count))
  DispatchQueue.concurrentPerform(iterations: threads) { _ in
    while true {
      let index = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard index < elements.count else { return }
      let result = transform(elements[index])
      state.withLock { state in
        state.results[index] = result
        state.done += 1
        progress?(state.done)
      }
    }
  }
  return state.withLock { $0.results.compactMap(\.self) }
}

private struct Work<Result> {
  var next = 0
  var done = 0
  var results: [Result?]
}
