import Foundation
import SpeechAudio

/// The audio files in a folder, at any depth.
///
/// Hidden files and folders are passed over; links are followed, each folder once.
struct FolderWalk {
  /// Paths that begin with the folder's own, in no particular order.
  private(set) var files: [String] = []

  /// Folders that could not be listed.
  private(set) var unreadableFolders: [(path: String, reason: String)] = []

  private var visited: Set<String>

  /// Walks.
  ///
  /// - Parameters:
  ///   - folder: A path as the user gave it.
  ///   - exceptions: Folders to pass over, without links in their paths.
  init(folder: String, except exceptions: Set<String> = []) {
    visited = exceptions
    var prefix = Substring(folder)
    while prefix.count > 1, prefix.hasSuffix("/") { prefix = prefix.dropLast() }
    visit(String(prefix))
  }

  /// Whether a folder is at a path, directly or behind a link.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Whether a regular file is at a path, directly or behind a link: a pipe would be waited for without end.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private mutating func visit(_ folder: String) {
    let real = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard visited.insert(real).inserted else { return }
    guard let stream = opendir(folder) else {
      unreadableFolders.append((folder, String(cString: strerror(errno))))
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      // A C array in Swift is a tuple; d_name ends in a zero (readdir(3)).
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder == "/" ? "/" + name : folder + "/" + name
      let kind = Int(entry.pointee.d_type)
      if kind == Int(DT_DIR) || (kind != Int(DT_REG) && Self.isFolder(path)) {
        visit(path)
      } else if AudioFile.isSupported(fileExtension: Self.fileExtension(of: name)), Self.isFile(path) {
        files.append(path)
      }
    }
  }

  private static func fileExtension(of name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return String(name[name.index(after: dot)...])
  }
}
