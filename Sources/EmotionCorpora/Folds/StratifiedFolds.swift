/// Folds in which every class is as frequent as in the whole.
enum StratifiedFolds {
  /// Divides by class.
  ///
  /// As scikit-learn's `StratifiedKFold`: classes are numbered as they first appear; how many clips of a class a fold
  /// tests follows from dealing the sorted clips out one fold at a time; within a class the first clips go to the
  /// first fold. A class with fewer clips than folds is missing in some.
  ///
  /// - Parameters:
  ///   - labels: The class of each clip.
  ///   - count: Number of folds.
  ///   - seed: Given, clips are dealt in a random order within their class.
  /// - Returns: `fold 1` to `fold count`.
  /// - Throws: ``FoldError``.
  static func folds(labels: [String], count: Int, seed: UInt64?) throws(FoldError) -> [Fold] {
    guard count >= 2, count <= labels.count else { throw .foldCount(folds: count, clips: labels.count) }
    var codes: [String: Int] = [:]
    let encoded = labels.map { label in
      if let code = codes[label] { return code }
      codes[label] = codes.count
      return codes.count - 1
    }
    var sizes = Array(repeating: 0, count: codes.count)
    for code in encoded { sizes[code] += 1 }
    if let largest = sizes.max(), largest < count {
      throw .classesTooSmall(folds: count, largestClass: largest)
    }

    // allocation[code][fold]: clips of the class that the fold tests.
    var allocation = Array(repeating: Array(repeating: 0, count: count), count: sizes.count)
    var place = 0
    for (code, size) in sizes.enumerated() {
      for _ in 0..<size {
        allocation[code][place % count] += 1
        place += 1
      }
    }
    var queues = allocation.map { shares in
      shares.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    }
    if let seed {
      for code in queues.indices {
        var generator = SeededGenerator(seed: seed, code)
        generator.shuffle(&queues[code])
      }
    }
    var next = Array(repeating: 0, count: sizes.count)
    let testFold = encoded.map { code in
      defer { next[code] += 1 }
      return queues[code][next[code]]
    }
    return (0..<count).map { fold in
      Fold(name: "fold \(fold + 1)", count: labels.count) { testFold[$0] == fold }
    }
  }
}
