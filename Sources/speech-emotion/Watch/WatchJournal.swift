import Foundation

/// What was handled, in a file that outlives the process, and in memory.
///
/// The file holds a JSON object a line and is only ever added to. A file of the folder is handled if its last line has
/// its size and time; one that has changed since counts as new.
final class WatchJournal {
  /// The name of a journal inside the folder that it is about.
  static let name = ".speech-emotion-watch.jsonl"

  /// What is known of a file.
  struct Entry: Equatable {
    /// As it was when it was handled.
    var stamp: FileStamp
    /// What it was answered with; nil for one that failed or was skipped.
    var label: String?
  }

  /// The file.
  let path: String
  /// Files by their path from the folder.
  private(set) var entries: [String: Entry] = [:]
  /// Whether an earlier process began to watch with this journal.
  private(set) var hasBegun = false
  /// Lines that could not be read.
  private(set) var damagedLines = 0
  private let file: GrowingFile

  /// Opens a journal, or begins one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folder: The folder that is watched, for errors.
  /// - Throws: ``WatchError`` where the file cannot be used, or another process uses it.
  init(_ path: String, folder: String) throws(WatchError) {
    self.path = path
    file = try GrowingFile(path, what: "journal")
    guard file.lock() else { throw .watchedAlready(folder: folder, journal: path) }
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) } catch {
      throw .unusable(path: path, what: "journal", reason: error.localizedDescription)
    }
    try Self.checkBeginning(data, path: path)
    read(data)
    try file.mend(.cut)
  }

  /// Whether a file is handled as it is.
  func isHandled(_ path: String, _ stamp: FileStamp) -> Bool { entries[path]?.stamp == stamp }

  /// Adds lines.
  ///
  /// - Throws: ``WatchError`` where they cannot be written; nothing counts as handled then.
  func add(_ records: [WatchRecord]) throws(WatchError) {
    guard !records.isEmpty else { return }
    try file.append(records.map(\.line).joined())
    for record in records { take(record) }
  }

  /// Gives up on moving a file away until the next start.
  func keepInPlace(_ path: String) { entries[path]?.label = nil }

  /// Reads the lines that have an end; what is behind the last end was cut off by whatever stopped the writer.
  private func read(_ data: Data) {
    let decoder = JSONDecoder()
    var rest = data[...]
    while let end = rest.firstIndex(of: 10) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      guard !line.isEmpty else { continue }
      if let record = try? decoder.decode(WatchRecord.self, from: Data(line)) {
        take(record)
      } else {
        damagedLines += 1
      }
    }
  }

  private func take(_ record: WatchRecord) {
    if record.began == true { hasBegun = true }
    guard let path = record.path else { return }
    if record.movedTo != nil {
      entries[path] = nil
    } else if let stamp = record.stamp {
      entries[path] = Entry(stamp: stamp, label: record.label)
    }
  }

  /// Nobody's recordings or notes are to be written behind.
  private static func checkBeginning(_ data: Data, path: String) throws(WatchError) {
    let line = data.prefix { $0 != 10 }
    // A journal that was cut off in its first line at least begins like one.
    let isTorn = line.count == data.count && (data.isEmpty || data.starts(with: Data("{".utf8)))
    let record = try? JSONDecoder().decode(WatchRecord.self, from: Data(line))
    guard !isTorn, record?.isComplete != true else { return }
    let beginning = String(decoding: line.prefix(40), as: UTF8.self)
    throw .foreign(path: path, what: "journal", found: "\"\(beginning)\"")
  }
}
