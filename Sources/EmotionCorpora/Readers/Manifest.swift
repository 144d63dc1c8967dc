import Foundation

/// Tables that list recordings with their labels.
enum Manifest {
  /// One entry, before its file has been looked up.
  struct Entry {
    var path: String
    var label: String
    var id: String?
    var speaker: String?
    var gender: String?
    var corpus: String?
    var sentence: String?
  }

  static func format(ofExtension fileExtension: String) -> CorpusFormat? {
    switch fileExtension {
    case "csv", "tsv": .csv
    case "jsonl", "ndjson": .jsonl
    default: nil
    }
  }

  /// Makes an utterance of an entry, filling gaps from the file's name where it is one of a known corpus.
  ///
  /// - Parameters:
  ///   - entry: What the manifest says.
  ///   - url: The manifest.
  ///   - ancestors: How many folders above the manifest's own a relative path may start from.
  ///   - format: The manifest's format.
  ///   - collector: Takes the utterance.
  static func add(
    _ entry: Entry, of url: URL, ancestors: Int, format: CorpusFormat, to collector: inout UtteranceCollector
  ) {
    guard !entry.path.isEmpty else { return collector.setAside(url, reason: .noPath) }
    guard let file = resolved(entry.path, beside: url, ancestors: ancestors) else {
      let expected = URL(fileURLWithPath: entry.path, relativeTo: url.deletingLastPathComponent())
      return collector.setAside(expected.absoluteURL, reason: .missing)
    }
    guard !entry.label.isEmpty else { return collector.setAside(file, reason: .noLabel) }

    let parsed = EmotionWord.parsed(entry.label)
    let clip = NamedClip.parse(url: file)
    let corpus = entry.corpus ?? clip?.format.rawValue ?? url.deletingPathExtension().lastPathComponent
    let isNamed = clip?.format == corpusFormat(named: corpus)
    let told = Gender(word: entry.gender ?? "")
    let gender = told != .unknown ? told : parsed?.gender ?? .unknown
    collector.add(
      Utterance(
        id: "\(corpus)/\(entry.id ?? entry.path.withoutExtension)", url: file,
        corpus: corpusFormat(named: corpus)?.rawValue ?? corpus,
        speaker: entry.speaker ?? (isNamed ? clip?.speaker : nil) ?? Utterance.unknownSpeaker,
        gender: gender != .unknown ? gender : (isNamed ? clip?.gender : nil) ?? .unknown,
        age: isNamed ? clip?.age : nil, emotion: parsed?.emotion ?? entry.label, label: entry.label,
        sentence: entry.sentence ?? (isNamed ? clip?.sentence : nil)),
      format: format)
  }

  /// The known corpus of a name, however it is spelt: `CREMA-D`, `crema_d`, `cremad`.
  static func corpusFormat(named name: String) -> CorpusFormat? {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    return CorpusFormat.namedCorpora.first { $0.rawValue == letters }
  }

  /// The file of a path, which may be absolute, relative to the manifest's folder, or to a folder above it.
  private static func resolved(_ path: String, beside url: URL, ancestors: Int) -> URL? {
    if path.hasPrefix("/") {
      return FileManager.default.fileExists(atPath: path) ? URL(fileURLWithPath: path) : nil
    }
    var folder = url.standardizedFileURL.deletingLastPathComponent()
    for _ in 0...ancestors {
      let candidate = folder.appendingPathComponent(path).standardizedFileURL
      if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }
}

extension String {
  /// The text without blanks at both ends; `nil` where nothing is left.
  var nonBlank: String? {
    let trimmed = trimmingCharacters(in: .whitespacesAndNewlines)
    return trimmed.isEmpty ? nil : trimmed
  }
}
