import Dispatch
import Foundation

/// Maps over all cores, results in order.
///
/// - Parameters:
///   - items: What to map.
///   - transform: Called once for each item, from several threads.
/// - Returns: One result for each item, in the order of the items.
func mapInParallel<Item: Sendable, Outcome: Sendable>(
  _ items: [Item], _ transform: @Sendable (Item) -> Outcome
) -> [Outcome] {
  let slots = Slots<Outcome>(count: items.count)
  DispatchQueue.concurrentPerform(iterations: items.count) { slots.set($0, transform(items[$0])) }
  return slots.values
}

/// One place for each result; a lock because two threads may not write one array at once.
private final class Slots<Outcome: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var outcomes: [Outcome?]

  init(count: Int) { outcomes = Array(repeating: nil, count: count) }

  func set(_ index: Int, _ outcome: Outcome) { lock.withLock { outcomes[index] = outcome } }

  var values: [Outcome] { outcomes.compactMap(\.self) }
}

/// A short name for some bytes (64-bit FNV-1a), for folder names; not for security.
func fingerprint(of bytes: some Sequence<UInt8>) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return String(hash, radix: 16)
}
