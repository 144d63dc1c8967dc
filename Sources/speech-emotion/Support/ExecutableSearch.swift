import Foundation

/// Finds programs.
enum ExecutableSearch {
  /// The first of some programs that one of the folders has.
  ///
  /// - Parameters:
  ///   - names: Programs, the preferred one first.
  ///   - folders: Where to look, in order.
  /// - Returns: A path that can be executed, if there is one.
  static func first(_ names: [String], in folders: [String]) -> String? {
    for name in names {
      for folder in folders where !folder.isEmpty {
        let path = folder + "/" + name
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: path)
        else { continue }
        return path
      }
    }
    return nil
  }

  /// The first of some programs on a search path.
  ///
  /// - Parameters:
  ///   - names: Programs, the preferred one first.
  ///   - searchPath: Folders separated by colons, as in `PATH`.
  /// - Returns: A path that can be executed, if there is one.
  static func first(_ names: [String], searchPath: String?) -> String? {
    first(names, in: (searchPath ?? "").split(separator: ":").map { String($0) })
  }
}
