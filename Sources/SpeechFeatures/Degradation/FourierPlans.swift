import Synchronization

/// Plans that are kept by their length, since making one takes longer than using it, and lent to one call at a time.
final class FourierPlans: Sendable {
  /// - Note: `@unchecked Sendable` because a plan is lent to one call at a time, and the lock orders one use before the
  ///   next.
  private struct Plan: @unchecked Sendable {
    let transform: FourierTransform
  }

  /// Longer ones, which the echoes of large halls take, are not kept: each would hold megabytes for ever.
  private static let longestKept = 1 << 15

  private let idle = Mutex<[Int: [Plan]]>([:])

  /// Runs a closure with a plan of its own, of a length that `FourierTransform` supports.
  func withPlan(length: Int, _ body: (FourierTransform) -> Void) {
    let known = idle.withLock { $0[length]?.popLast() }
    let plan = known ?? Plan(transform: FourierTransform(length: length))
    body(plan.transform)
    if length <= Self.longestKept { idle.withLock { $0[length, default: []].append(plan) } }
  }
}
