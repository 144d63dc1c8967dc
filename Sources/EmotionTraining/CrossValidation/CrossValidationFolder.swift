public import EmotionEvaluation
public import Foundation
import SpeechEmotion

/// A cross-validation on disk, which several processes may work on at once.
///
/// ```
/// plan.json                       what was asked for: a record without results
/// report.json, report.html        everything so far
/// runs/f1-seed-0/                 checkpoint, model.emotionmodel, result.json, lock
/// ```
public struct CrossValidationFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Names a folder, which need not be there.
  public init(_ url: URL) { self.url = url }

  /// Where what was asked for is written down.
  public var plan: URL { url.appending(path: "plan.json") }
  /// The record with all results so far.
  public var record: URL { url.appending(path: "report.json") }
  /// The report that people read.
  public var page: URL { url.appending(path: "report.html") }

  /// The folder of a run.
  public func folder(of run: CrossValidation.Run) -> URL {
    url.appending(path: "runs", directoryHint: .isDirectory)
      .appending(path: run.name, directoryHint: .isDirectory)
  }

  /// The model that a run made.
  public func model(of run: CrossValidation.Run) -> URL { model(named: run.name) }

  /// The model that the run of a name made.
  public func model(named name: String) -> URL {
    url.appending(path: "runs/\(name)/model.emotionmodel", directoryHint: .isDirectory)
  }

  /// What a run left; nil while it is not finished.
  ///
  /// - Throws: `DecodingError` where the file is damaged.
  public func result(of run: CrossValidation.Run) throws -> FoldResult? {
    guard let data = try? Data(contentsOf: resultFile(of: run)) else { return nil }
    return try JSONDecoder().decode(FoldResult.self, from: data)
  }

  /// Keeps what a run left; its checkpoints are no longer needed then.
  public func keep(_ result: FoldResult, of run: CrossValidation.Run) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(result).write(to: resultFile(of: run), options: .atomic)
    let files = FileManager.default
    for file in (try? files.contentsOfDirectory(at: folder(of: run), includingPropertiesForKeys: nil)) ?? []
    where file.lastPathComponent.hasPrefix("checkpoint") { try? files.removeItem(at: file) }
  }

  private func resultFile(of run: CrossValidation.Run) -> URL {
    folder(of: run).appending(path: "result.json")
  }

  /// Does something with a run that no other process is working on.
  ///
  /// - Parameters:
  ///   - run: Which run.
  ///   - body: What to do; nobody else touches the run meanwhile.
  /// - Returns: False where another process has the run.
  /// - Throws: ``CacheError`` where the folder cannot be written, and what `body` throws.
  public func claim(_ run: CrossValidation.Run, _ body: () throws -> Void) throws -> Bool {
    let folder = folder(of: run)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    guard let lock = try FolderLock(ifFree: folder.appending(path: "lock")) else { return false }
    defer { lock.unlock() }
    try body()
    return true
  }

  /// Does something while no other process writes the report.
  ///
  /// - Parameter body: What reads the results and writes the report.
  /// - Returns: What `body` returns.
  /// - Throws: ``CacheError`` where the folder cannot be written, and what `body` throws.
  public func whileReporting<Value>(_ body: () throws -> Value) throws -> Value {
    let lock = try FolderLock(url.appending(path: "report.lock"))
    defer { lock.unlock() }
    return try body()
  }

  /// Runs that another process is working on, among some.
  public func busy(_ runs: [CrossValidation.Run]) throws -> [CrossValidation.Run] {
    try runs.filter { run in
      guard FileManager.default.fileExists(atPath: folder(of: run).path) else { return false }
      return try !claim(run) {}
    }
  }

  /// Removes all runs, and their report, so that something else can begin here.
  ///
  /// - Throws: `CocoaError` where the system refuses.
  public func clear() throws {
    let files = FileManager.default
    for item in [plan, record, page, url.appending(path: "runs")] where files.fileExists(atPath: item.path) {
      try files.removeItem(at: item)
    }
  }

  /// Whether a record asks for the same as the one that made this folder: recipe, folds, seeds, corpora and notes.
  public func matches(_ record: CrossValidationRecord) -> Bool {
    guard let data = try? Data(contentsOf: plan),
      var known = try? JSONDecoder().decode(CrossValidationRecord.self, from: data)
    else { return false }
    (known.command, known.updated, known.hardware) = (record.command, record.updated, record.hardware)
    return known == record
  }

  /// Writes down what is asked for.
  public func begin(_ record: CrossValidationRecord) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(record).write(to: plan, options: .atomic)
  }
}
