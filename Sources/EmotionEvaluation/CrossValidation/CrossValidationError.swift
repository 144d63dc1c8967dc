public import Foundation

/// Why a record cannot be summarised. Files come from elsewhere: what does not fit together is told, not guessed.
public struct CrossValidationError: Error, Sendable, Hashable, LocalizedError, CustomStringConvertible {
  /// The run it was found in, such as `f1, seed 7`; nil where it concerns the whole record.
  public var run: String?
  /// What was found and what would have been right.
  public var problem: String

  /// One sentence: where and what.
  public var description: String {
    "The record of the cross-validation does not fit together: \(run.map { "run \($0): " } ?? "")\(problem)."
  }

  /// Same as ``description``.
  public var errorDescription: String? { description }
}

extension CrossValidationRecord {
  /// Checks that indices lie within the labels and that no run is there twice.
  ///
  /// - Throws: ``CrossValidationError`` with the first thing that does not fit.
  public func validate() throws {
    var seen: Set<String> = []
    let outputs = results.first?.labels ?? []
    for reading in readings {
      if reading.sources.count != reading.labels.count {
        throw CrossValidationError(
          problem:
            "reading \(reading.name) has \(reading.labels.count) labels but \(reading.sources.count) sources")
      }
      if let first = results.first,
        let output = reading.sources.joined().first(where: { !first.labels.indices.contains($0) })
      {
        throw CrossValidationError(
          problem: "reading \(reading.name) names output \(output) of a network that has \(outputs.count)")
      }
    }
    for result in results {
      func fail(_ problem: String) -> CrossValidationError {
        CrossValidationError(run: result.runName, problem: problem)
      }
      guard seen.insert(result.runName).inserted else { throw fail("it is there twice") }
      guard result.labels == outputs else { throw fail("its labels are not those of the first run") }
      guard
        result.outputWeights.map({
          $0.count == result.labels.count && $0.allSatisfy { $0 > 0 && $0.isFinite }
        }) ?? true
      else {
        throw fail("its output_weights are not \(result.labels.count) positive numbers")
      }
      guard result.temperature > 0, result.temperature.isFinite else {
        throw fail("its temperature is \(result.temperature), not a positive number")
      }
      for clip in result.clips {
        guard clip.logits.count == outputs.count else {
          throw fail("clip \(clip.id) has \(clip.logits.count) logits for \(outputs.count) labels")
        }
        guard outputs.indices.contains(clip.truth) else {
          throw fail(
            "the truth of clip \(clip.id) is \(clip.truth), not the index of one of \(outputs.count) labels")
        }
      }
    }
  }
}

extension FoldResult {
  /// What a report calls the run, such as `f1, seed 7`.
  var runName: String { "\(fold), seed \(seed)" }
}
