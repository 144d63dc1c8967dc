public import Foundation

extension FoldList {
  /// Reads lists from a file: JSON, or text with a line a fold.
  ///
  /// JSON is `{"name": "mine", "folds": [{"name": "f1", "test": ["ravdess/01", "ravdess/11"]}]}`; text is
  /// `f1: ravdess/01 ravdess/11`, entries apart by blanks or commas, what follows a `#` passed over.
  ///
  /// - Parameter url: The file.
  /// - Throws: ``FoldError``.
  public init(contentsOf url: URL) throws(FoldError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw .unreadableList(path: url.path, reason: error.localizedDescription)
    }
    let first = data.first { $0 > 0x20 }
    if first == UInt8(ascii: "{") {
      do {
        self = try JSONDecoder().decode(FoldList.self, from: data)
      } catch {
        throw .unreadableList(path: url.path, reason: "its JSON does not have the expected keys")
      }
    } else {
      let text = String(decoding: data, as: UTF8.self)
      try self.init(text: text, name: url.deletingPathExtension().lastPathComponent, path: url.path)
    }
    guard !folds.isEmpty else { throw .unreadableList(path: url.path, reason: "it has no folds") }
  }

  private init(text: String, name: String, path: String) throws(FoldError) {
    var parts: [Part] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let content = String(line.prefix { $0 != "#" }).nonBlank else { continue }
      guard let colon = content.firstIndex(of: ":"), let name = String(content[..<colon]).nonBlank else {
        throw .malformedLine(path: path, line: index + 1, text: content)
      }
      let entries = content[content.index(after: colon)...].split { $0 == " " || $0 == "," || $0 == "\t" }
      guard !entries.isEmpty else { throw .malformedLine(path: path, line: index + 1, text: content) }
      parts.append(Part(name: name, test: entries.map(String.init)))
    }
    self.init(name: name, folds: parts)
  }
}
