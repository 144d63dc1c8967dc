import Foundation
import SpeechAudio

/// The audio files and possible manifests under a folder, in the order of their names.
///
/// Links to folders are followed, each real folder once, so that corpora can be linked together under one roof.
/// Hidden files (among them the `._` twins that macOS leaves in archives) are passed over.
struct FolderTree {
  var url: URL
  var audioFiles: [String] = []
  var manifests: [String] = []
  var folders: [FolderTree] = []
  /// Folders below that may not be read.
  var unreadableFolders: [URL] = []

  init(at url: URL) throws(CorpusError) {
    var visited: Set<String> = []
    self = try Self.tree(at: url.standardizedFileURL, visited: &visited)
  }

  private init(url: URL) { self.url = url }

  private static func tree(at url: URL, visited: inout Set<String>) throws(CorpusError) -> FolderTree {
    var tree = FolderTree(url: url)
    guard visited.insert(url.resolvingSymlinksInPath().path).inserted else { return tree }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    } catch {
      throw .unreadable(path: url.path, reason: error.localizedDescription)
    }
    for name in names.sortedByScalars() where !name.hasPrefix(".") && name != "__MACOSX" {
      let fileExtension = name.lowercasedExtension
      if AudioFile.isSupported(fileExtension: fileExtension) {
        tree.audioFiles.append(name)
      } else if Manifest.format(ofExtension: fileExtension) != nil {
        tree.manifests.append(name)
      } else {
        let child = url.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: child.path, isDirectory: &isFolder), isFolder.boolValue
        else { continue }
        do {
          tree.folders.append(try Self.tree(at: child, visited: &visited))
        } catch {
          // One closed folder, such as a disk's lost+found, is no reason to read nothing.
          tree.unreadableFolders.append(child)
        }
      }
    }
    return tree
  }

  /// Audio files here and below.
  var audioFileCount: Int { folders.reduce(audioFiles.count) { $0 + $1.audioFileCount } }

  /// Names of the first audio files, here and below.
  func firstAudioFiles(_ count: Int) -> [String] {
    var names = Array(audioFiles.prefix(count))
    for folder in folders where names.count < count {
      names += folder.firstAudioFiles(count - names.count)
    }
    return names
  }

  /// Every audio file here and below.
  var allAudioFiles: [URL] {
    audioFiles.map { url.appendingPathComponent($0) } + folders.flatMap(\.allAudioFiles)
  }

  /// Folders that may not be read, at any depth.
  var allUnreadableFolders: [URL] { unreadableFolders + folders.flatMap(\.allUnreadableFolders) }

  /// What a reader takes of a folder.
  enum Claim {
    /// All of it, subfolders included.
    case everything
    /// All audio files of the folder itself but these.
    case allBut([String])
  }

  /// Offers each folder to a reader, the upper ones first.
  ///
  /// - Parameter reader: Says what it takes.
  /// - Returns: The same tree without what was taken.
  /// - Throws: What the reader throws.
  func claim(_ reader: (FolderTree) throws(CorpusError) -> Claim) throws(CorpusError) -> FolderTree {
    var rest = self
    switch try reader(self) {
    case .everything:
      rest.audioFiles = []
      rest.folders = []
    case .allBut(let others):
      rest.audioFiles = others
      rest.folders = []
      for folder in folders { rest.folders.append(try folder.claim(reader)) }
    }
    return rest
  }
}

extension String {
  /// What follows the last dot, in lower case; empty without a dot.
  var lowercasedExtension: String {
    guard let dot = lastIndex(of: ".") else { return "" }
    return self[index(after: dot)...].lowercased()
  }

  /// The name without its last extension.
  var withoutExtension: String {
    guard let dot = lastIndex(of: "."), dot != startIndex else { return self }
    return String(self[..<dot])
  }
}
