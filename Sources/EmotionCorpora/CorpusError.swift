public import Foundation

/// Why no utterances could be read.
public enum CorpusError: Error, Sendable, Equatable, CustomStringConvertible, LocalizedError {
  /// Nothing lies at the path.
  case missing(path: String)
  /// A folder or file is there but may not be read.
  case unreadable(path: String, reason: String)
  /// One recording was given where a corpus was asked for.
  case singleRecording(path: String)
  /// The file is neither a CSV nor a JSON-lines manifest.
  case notAManifest(path: String)
  /// The folder has no audio in any known layout; `examples` are the first names found.
  case nothingRecognised(path: String, audioFiles: Int, examples: [String], lookedFor: [CorpusFormat])
  /// A manifest lacks a column or key; `found` are those it has.
  case missingColumn(path: String, column: String, found: [String])
  /// A line of a manifest cannot be parsed.
  case malformedLine(path: String, line: Int, problem: LineProblem)
  /// A manifest's lines were all set aside; the first reasons say why.
  case nothingUsable(path: String, lines: Int, reasons: [String])

  /// What can be wrong with a line.
  public enum LineProblem: Sendable, Equatable {
    /// A quoted field never ends.
    case unclosedQuote
    /// Something follows a closing quote.
    case textAfterQuote
    /// More fields than the header has columns.
    case tooManyFields(found: Int, expected: Int)
    /// Not a JSON object.
    case notAnObject
  }

  /// A sentence for whoever gave the path.
  public var description: String {
    switch self {
    case .missing(let path):
      "There is nothing at \(path). Give the folder of a corpus, or a CSV or JSON-lines manifest."
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason). Check its permissions."
    case .singleRecording(let path):
      "\(path) is one recording, not a corpus. Give the folder that holds the corpus, or `predict` this file."
    case .notAManifest(let path):
      "\(path) is neither a folder nor a manifest. A manifest ends in .csv (\(CorpusFormat.csv.example)) or in "
        + ".jsonl (\(CorpusFormat.jsonl.example))."
    case .nothingRecognised(let path, let audioFiles, let examples, let lookedFor):
      Self.nothingRecognised(path, audioFiles, examples, lookedFor)
    case .missingColumn(let path, let column, let found):
      "\(path) has no \(column); it has \(found.isEmpty ? "none at all" : found.joined(separator: ", ")). "
        + "A manifest needs path and label; speaker, gender, corpus and sentence help."
    case .malformedLine(let path, let line, let problem):
      "Line \(line) of \(path) \(problem.text)"
    case .nothingUsable(let path, let lines, let reasons):
      "None of the \(lines) entries of \(path) can be used: \(reasons.joined(separator: "; ")). "
        + "Relative paths are looked up from the manifest's own folder."
    }
  }

  /// The same sentence.
  public var errorDescription: String? { description }

  private static func nothingRecognised(
    _ path: String, _ audioFiles: Int, _ examples: [String], _ lookedFor: [CorpusFormat]
  ) -> String {
    var text = "No corpus was recognised in \(path): it holds "
    text +=
      audioFiles == 0 ? "no audio files" : audioFiles == 1 ? "1 audio file" : "\(audioFiles) audio files"
    if !examples.isEmpty {
      text += " (such as \(examples.joined(separator: ", "))), but none in a layout that tells the emotion"
    }
    text += ". Looked for:\n"
    for format in lookedFor { text += "  \(format.name): \(format.example)\n" }
    return text
      + "Name the emotion in one of these ways; a manifest can lie in the folder or be given itself."
  }
}

extension CorpusError.LineProblem {
  var text: String {
    switch self {
    case .unclosedQuote:
      "opens a quoted field that never ends: close it, and write a quote inside a field twice."
    case .textAfterQuote:
      "has text behind a closing quote: put the whole field into quotes, and write a quote inside it twice."
    case .tooManyFields(let found, let expected):
      "has \(found) fields where the header has \(expected): put fields that contain commas into quotes."
    case .notAnObject:
      "is no JSON object: JSON lines have one object such as {\"wav\": \"a.wav\", \"emo\": \"happy\"} each."
    }
  }
}
