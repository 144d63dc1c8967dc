import Foundation

/// The audio files of a watched folder as they are at a moment.
struct WatchFolder {
  /// The folder as the user gave it, without slashes at its end.
  let path: String
  /// Folders inside it that are not watched.
  private let exceptions: Set<String>

  /// - Parameters:
  ///   - path: The folder.
  ///   - exceptions: Folders that are passed over, such as the one that files are moved to.
  init(_ path: String, except exceptions: [String]) {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    self.path = String(path)
    self.exceptions = Set(exceptions.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path })
  }

  /// Looks at the folder.
  ///
  /// - Returns: Files in the order of their names, and folders that could not be listed.
  func look() -> (files: [(path: String, stamp: FileStamp)], unreadable: [(path: String, reason: String)]) {
    let walk = FolderWalk(folder: path, except: exceptions)
    let files = walk.files.sorted().compactMap { path in
      FileStamp(of: path).map { (path: path, stamp: $0) }
    }
    return (files, walk.unreadableFolders)
  }

  /// A file's path from the folder.
  func name(of path: String) -> String {
    String(path.dropFirst(self.path == "/" ? 1 : self.path.count + 1))
  }
}
