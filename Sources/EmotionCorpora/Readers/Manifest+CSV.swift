import Foundation

extension Manifest {
  /// Names of columns, the documented one first.
  private static let columns: [String: [String]] = [
    "path": ["path", "wav", "file", "audio", "filepath", "file_path"],
    "label": ["label", "emotion", "emo", "class"],
    "speaker": ["speaker", "spk", "speaker_id", "actor"],
    "gender": ["gender", "sex"],
    "corpus": ["corpus", "dataset"],
    "sentence": ["sentence", "text", "transcript"],
  ]

  /// Whether a table's header makes it a manifest: a path and a label, and no confidence, which would make it the
  /// output of `predict --csv`.
  static func isCSVManifest(_ url: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return false }
    defer { try? handle.close() }
    guard let start = try? handle.read(upToCount: 65_536),
      let table = try? CommaSeparatedValues([UInt8](start), path: url.path, rowLimit: 0)
    else { return false }
    let names = table.header.map(Self.normalised)
    return find("path", in: names) != nil && find("label", in: names) != nil && !names.contains("confidence")
  }

  /// Reads a CSV manifest: `path` and `label`, and where they are `speaker`, `gender`, `corpus` and `sentence`.
  static func readCSV(_ url: URL, into collector: inout UtteranceCollector) throws(CorpusError) {
    let table = try CommaSeparatedValues(contentsOf: url)
    let names = table.header.map(Self.normalised)
    guard let path = find("path", in: names) else {
      throw .missingColumn(path: url.path, column: "column \"path\"", found: table.header)
    }
    guard let label = find("label", in: names) else {
      throw .missingColumn(path: url.path, column: "column \"label\"", found: table.header)
    }
    let speaker = find("speaker", in: names)
    let gender = find("gender", in: names)
    let corpus = find("corpus", in: names)
    let sentence = find("sentence", in: names)
    for row in table.rows {
      func field(_ column: Int?) -> String? { column.flatMap { row.fields[$0].nonBlank } }
      let entry = Entry(
        path: field(path) ?? "", label: field(label) ?? "", speaker: field(speaker), gender: field(gender),
        corpus: field(corpus), sentence: field(sentence))
      add(entry, of: url, ancestors: 0, format: .csv, to: &collector)
    }
  }

  private static func normalised(_ name: String) -> String {
    (name.nonBlank ?? "").lowercased()
  }

  private static func find(_ column: String, in header: [String]) -> Int? {
    (columns[column] ?? []).lazy.compactMap { header.firstIndex(of: $0) }.first
  }
}
