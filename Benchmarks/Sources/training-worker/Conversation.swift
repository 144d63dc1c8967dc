import Foundation

/// The worker's side of what the benchmarks say to it: a line in is a request, a line of JSON out is the answer.
enum Conversation {
  /// Says something; seconds and other figures by name.
  static func say(_ figures: [String: Double]) {
    let pairs = figures.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    FileHandle.standardOutput.write(Data("{\(pairs.joined(separator: ", "))}\n".utf8))
  }

  /// Waits for the next request; false where no more will come.
  static func isAskedAgain() -> Bool { readLine() != nil }
}

/// Seconds since a moment.
func seconds(since start: ContinuousClock.Instant) -> Double {
  let passed = (ContinuousClock.now - start).components
  return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
}
