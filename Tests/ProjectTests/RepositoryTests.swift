import Foundation
import Testing

@Suite("The repository: size, format and cleanliness of its files")
struct RepositoryTests {
  @Test("No source or test file is longer than 400 lines")
  func filesAreShort() throws {
    let endings = [".swift", ".cpp", ".hpp", ".h"]
    for path in try Project.files() where path.hasPrefix("Sources/") || path.hasPrefix("Tests/") {
      guard endings.contains(where: path.hasSuffix), let text = Project.text(path) else { continue }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(path) has \(lines) lines; give each idea a file of its own")
    }
  }

  @Test("swift format lint --strict has nothing to say")
  func sourcesAreFormatted() throws {
    let folders = ["Sources", "Tests", "Snippets", "Package.swift"].filter {
      FileManager.default.fileExists(atPath: Project.root.appending(path: $0).path)
    }
    let lint = try Program.run(
      "swift", ["format", "lint", "--strict", "--parallel", "--recursive"] + folders, in: Project.root)
    #expect(lint.status == 0, "\(lint.output)\nmake format mends most of it")
  }

  @Test("No file names a folder of somebody's machine, or the host of a package registry")
  func nothingPrivate() throws {
    // Put together here, or this file would be the first to be found.
    let folders = ["work", "root", "home", "Users", "opt/swift", "opt/wheels"].map { "/" + $0 + "/" }
    let hosts = ["pypi" + ".org", "python" + "hosted", "download." + "pytorch", "artifact" + "registry"]
    for path in try Project.files() {
      guard let text = Project.text(path) else { continue }  // audio, weights
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for word in hosts where line.contains(word) {
          Issue.record("\(path):\(number + 1) names \(word): \(line.prefix(120))")
        }
        for folder in folders where Self.names(folder, in: line) {
          Issue.record("\(path):\(number + 1) names \(folder): \(line.prefix(120))")
        }
      }
    }
  }

  @Test("Package.resolved and what is built or downloaded stay out")
  func nothingBuilt() throws {
    for path in try Project.files() {
      #expect(path != "Package.resolved")
      #expect(!path.hasPrefix(".build") && !path.hasPrefix(".deps"), "\(path)")
    }
  }

  /// Whether an absolute path into the folder stands in the line; `shared/work/` or an address is none.
  private static func names(_ folder: String, in line: Substring) -> Bool {
    line.ranges(of: folder).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber && !"._-~/)}$>*".contains(before)
    }
  }
}
