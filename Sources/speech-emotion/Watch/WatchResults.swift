import Foundation
import SpeechEmotion

/// Rows for other programs, added to a file: `--results`.
struct WatchResults {
  /// How a row is written.
  private enum Form {
    case csv(PredictionCSVWriter)
    case lines
  }

  private let file: GrowingFile
  private let form: Form

  /// Whether the name tells how to write rows.
  static func isSupported(_ path: String) -> Bool {
    ["csv", "jsonl"].contains(URL(fileURLWithPath: path).pathExtension.lowercased())
  }

  /// Opens the file, or makes it with a header where its form has one.
  ///
  /// - Parameters:
  ///   - path: A file that ends in `.csv`, or in anything else for JSON lines.
  ///   - labels: The model's, in order.
  /// - Throws: ``WatchError`` where it cannot be written, or has other columns.
  init(_ path: String, labels: [String]) throws(WatchError) {
    let isCSV = URL(fileURLWithPath: path).pathExtension.lowercased() == "csv"
    let csv = PredictionCSVWriter(labels: labels)
    form = isCSV ? .csv(csv) : .lines
    file = try GrowingFile(path, what: "results file")
    guard !file.isEmpty else {
      if isCSV { try file.append(csv.header) }
      return
    }
    if isCSV { try Self.checkHeader(of: path, against: csv.header) }
    try file.mend(.keep)
  }

  /// Adds a row.
  ///
  /// - Throws: ``WatchError``.
  func add(_ answer: PredictionAnswer) throws(WatchError) {
    switch form {
    case .csv(let csv): try file.append(csv.record(answer))
    case .lines: try file.append(PredictionJSONWriter.object(answer).line)
    }
  }

  private static func checkHeader(of path: String, against header: String) throws(WatchError) {
    let handle = FileHandle(forReadingAtPath: path)
    let beginning = (try? handle?.read(upToCount: header.utf8.count)) ?? Data()
    guard String(decoding: beginning, as: UTF8.self) != header else { return }
    let line = String(decoding: beginning.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    throw .foreign(
      path: path, what: "CSV file with the columns of this model", found: "\"\(line.prefix(60))\"")
  }
}
