import Foundation

extension Manifest {
  /// Whether a file's first line is an object with a path and a label.
  static func isJSONLinesManifest(_ url: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return false }
    defer { try? handle.close() }
    guard let start = try? handle.read(upToCount: 65_536),
      let line = start.split(separator: UInt8(ascii: "\n")).first,
      let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    else { return false }
    let entry = entry(object)
    return !entry.path.isEmpty && !entry.label.isEmpty
  }

  /// Reads JSON lines as EmoBox writes them: `wav` and `emo`, and where they are `key`, `dataset`, `spk`, `sex`.
  ///
  /// EmoBox's paths start at the root of its repository, a few folders above the manifest, so relative paths are
  /// tried from there too.
  static func readJSONLines(_ url: URL, into collector: inout UtteranceCollector) throws(CorpusError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw .unreadable(path: url.path, reason: error.localizedDescription)
    }
    var line = 0
    for text in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      guard text.contains(where: { $0 > 0x20 }) else { continue }
      guard let object = try? JSONSerialization.jsonObject(with: Data(text)) as? [String: Any] else {
        throw .malformedLine(path: url.path, line: line, problem: .notAnObject)
      }
      if let start = object["start_time"] as? Double, start > 0 {
        collector.setAside(
          URL(fileURLWithPath: entry(object).path, relativeTo: url).absoluteURL, reason: .partOfAFile)
        continue
      }
      add(entry(object), of: url, ancestors: 5, format: .jsonl, to: &collector)
    }
  }

  private static func entry(_ object: [String: Any]) -> Entry {
    func value(_ keys: String...) -> String? {
      for key in keys {
        if let text = object[key] as? String, let text = text.nonBlank { return text }
        if let number = object[key] as? NSNumber { return number.stringValue }
      }
      return nil
    }
    return Entry(
      path: value("wav", "path", "audio", "file") ?? "", label: value("emo", "label", "emotion") ?? "",
      id: value("key", "id"), speaker: value("spk", "speaker", "speaker_id"),
      gender: value("sex", "gender", "gd"), corpus: value("dataset", "corpus"),
      sentence: value("sentence", "text", "transcript"))
  }
}
