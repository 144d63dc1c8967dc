import Foundation
import Testing

/// The working tree that these tests look at, whatever folder they are run from.
enum Project {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent()  // Support
    .deletingLastPathComponent()  // ProjectTests
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

  /// Paths from the root of every file that is, or would be, in the repository: tracked, or new and not ignored.
  static func files() throws -> [String] {
    let listing = try Program.run(
      "git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], in: root)
    try #require(listing.status == 0, "git could not list the files of \(root.path): \(listing.output)")
    return Set(listing.output.split(separator: "\0").map(String.init))
      .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }
      .sorted()
  }

  /// The text of a file, or nil where it is not text.
  static func text(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The names of the folders in `Sources`: the targets.
  static func targets() throws -> Set<String> {
    Set(
      try files().compactMap { path in
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
      })
  }
}
