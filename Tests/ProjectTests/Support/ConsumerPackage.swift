import Foundation
import Testing

/// Two packages in a temporary folder: this one, as a git repository with the version 1.0.0, and another that depends on it.
struct ConsumerPackage {
  let folder: URL
  private var library: URL { folder.appending(path: "speech-emotion") }
  private var consumer: URL { folder.appending(path: "consumer") }

  /// - Parameters:
  ///   - product: the product of this package to depend on.
  ///   - program: the text of the other package's `main.swift`.
  /// - Throws: where git or the disk would not have it.
  init(product: String, program: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "consumer-\(UUID().uuidString)")
    // The working tree as it is now, changes that are not committed included, so that the test is about what is on disk.
    for path in try Project.files() {
      let copy = library.appending(path: path)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Project.root.appending(path: path), to: copy)
    }
    let author = [
      "-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false",
    ]
    for arguments in [
      ["init", "--quiet"], ["add", "--all"], author + ["commit", "--quiet", "--message", "All of it"],
      ["-c", "tag.gpgsign=false", "tag", "1.0.0"],
    ] {
      let git = try Program.run("git", arguments, in: library)
      try #require(git.status == 0, "git \(arguments): \(git.output)")
    }
    let sources = consumer.appending(path: "Sources/consumer")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    try program.write(to: sources.appending(path: "main.swift"), atomically: true, encoding: .utf8)
    let manifest = """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: "consumer",
        dependencies: [.package(url: "\(library.absoluteString)", from: "1.0.0")],
        targets: [
          .executableTarget(
            name: "consumer", dependencies: [.product(name: "\(product)", package: "speech-emotion")])
        ]
      )
      """
    try manifest.write(to: consumer.appending(path: "Package.swift"), atomically: true, encoding: .utf8)
  }

  /// Builds and runs the program, and leaves nothing of it in the cache that SwiftPM shares between packages.
  func run(_ arguments: [String] = []) throws -> Program.Result {
    try Program.run(
      "swift", ["run", "--disable-index-store", "--disable-dependency-cache", "consumer"] + arguments,
      in: consumer)
  }

  /// Removes both packages and what was built of them.
  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }
}
