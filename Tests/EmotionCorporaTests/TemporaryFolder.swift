import Foundation

/// A folder that is gone with the test.
final class TemporaryFolder {
  let url: URL

  init(_ files: [String] = []) throws {
    url =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("speech-emotion-corpora-\(UUID().uuidString)").standardizedFileURL
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for file in files { try write("", to: file) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ path: String) -> URL { url.appendingPathComponent(path) }

  @discardableResult
  func write(_ text: String, to path: String) throws -> URL {
    let target = file(path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: target)
    return target
  }
}
