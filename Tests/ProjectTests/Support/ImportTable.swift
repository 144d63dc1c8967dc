import Foundation
import Testing

/// Which target may import which, as CONTRIBUTING.md's table says.
struct ImportTable {
  /// Target to the modules it may import beside the standard library.
  let rows: [String: Set<String>]

  /// Modules of the toolchain and of the C library, which every target may import.
  static let standard: Set<String> = [
    "Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Swift", "Synchronization",
  ]

  /// Reads the table between the markers `<!-- import table -->` and `<!-- end -->`.
  init(markdown: String) throws {
    let start = try #require(
      markdown.range(of: "<!-- import table -->"), "CONTRIBUTING.md has no import table")
    let end = try #require(markdown.range(of: "<!-- end -->", range: start.upperBound..<markdown.endIndex))
    var rows: [String: Set<String>] = [:]
    for line in markdown[start.upperBound..<end.lowerBound].split(separator: "\n") {
      let cells = line.split(separator: "|").map { Self.codeWords(in: $0) }
      guard cells.count >= 2, let target = cells[0].first else { continue }  // the head and the rule below it
      rows[target] = Set(cells[1])
    }
    self.rows = rows
  }

  /// Everything that a target comes to import through others.
  func closure(of target: String) -> Set<String> {
    var reached: Set<String> = []
    var pending = [target]
    while let next = pending.popLast() {
      for module in rows[next] ?? [] where reached.insert(module).inserted {
        pending.append(module)
      }
    }
    return reached
  }

  /// What stands between backticks.
  private static func codeWords(in text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false)
      .enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }

  /// The modules that the text of a Swift file imports.
  static func imports(in source: String) -> Set<String> {
    // Attributes, an access level, a kind of declaration, then the module before any dot.
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?(\w+)/
    return Set(source.split(separator: "\n").compactMap { $0.firstMatch(of: pattern).map { String($0.1) } })
  }
}
