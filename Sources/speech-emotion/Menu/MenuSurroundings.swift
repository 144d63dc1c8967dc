import EmotionCorpora
import Foundation

/// What the menu can see: where it was started, and what is there.
struct MenuSurroundings: Sendable {
  /// The folder that relative paths begin in.
  var folder: String
  /// The user's own folder.
  var home: String
  /// Names of the commands in this build.
  var commands: Set<String>
  /// Names of the recipes that the trainer knows.
  var recipes: [String] = []
  /// Whether there is a loudspeaker.
  var hasLoudspeaker = false

  /// The path with a leading `~/` opened up, and never taken for an option.
  func opened(_ path: String) -> String {
    if path == "~" { return home }
    if path.hasPrefix("~/") { return home + path.dropFirst() }
    return path.hasPrefix("-") ? "./" + path : path
  }

  /// The path from the root.
  func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
      .standardizedFileURL.path
  }

  /// The path from the folder where it lies below it.
  func relative(_ path: String) -> String {
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(root) && path.count > root.count ? String(path.dropFirst(root.count)) : path
  }

  /// Whether anything is at the path.
  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: absolute(path)) }

  /// Whether a folder is at the path.
  func isFolder(_ path: String) -> Bool { FolderWalk.isFolder(absolute(path)) }

  /// A folder that looks like corpora by its name: `corpora` before a single corpus.
  var corpusHere: String? {
    let wanted = ["corpora"] + CorpusFormat.namedCorpora.flatMap { [$0.rawValue, $0.name.lowercased()] }
    let folders = folders()
    return wanted.lazy.compactMap { name in folders.first { $0.lowercased() == name } }.first
  }

  /// Models in the folder, by name.
  var modelsHere: [String] { folders().filter { $0.hasSuffix(".emotionmodel") } }

  /// A name that nothing has yet: `voice.wav`, then `voice-2.wav`.
  func unused(_ stem: String, _ fileExtension: String) -> String {
    (1...).lazy.map { $0 == 1 ? "\(stem).\(fileExtension)" : "\(stem)-\($0).\(fileExtension)" }
      .first { !exists($0) } ?? stem
  }

  private func folders() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { isFolder($0) }
  }
}
