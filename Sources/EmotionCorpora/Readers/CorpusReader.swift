public import Foundation
import SpeechAudio

/// Reads labelled speech: the known corpora by their file names, folders by class, and manifests.
public enum CorpusReader {
  /// The utterances at a path. See ``listing(at:format:)``.
  ///
  /// - Parameters:
  ///   - url: A folder or a manifest.
  ///   - format: The only layout to look for; without it, all.
  /// - Returns: At least one utterance.
  /// - Throws: ``CorpusError``, with what was looked for, where there are none.
  public static func utterances(at url: URL, format: CorpusFormat? = nil) throws(CorpusError) -> [Utterance] {
    try listing(at: url, format: format).utterances
  }

  /// The utterances at a path and the files that were set aside.
  ///
  /// In a folder, at any depth: files with names of a known corpus are that corpus's, whatever their extension
  /// and whatever folders they lie in; a folder with a manifest (`path` and `label` columns, or JSON lines with
  /// `wav` and `emo`) is described by it and not searched further; other files take the emotion from the folder
  /// of a class. A folder that holds several corpora yields all of them; a second copy of a clip is set aside.
  ///
  /// - Parameters:
  ///   - url: A folder or a manifest.
  ///   - format: The only layout to look for; without it, all.
  /// - Returns: At least one utterance.
  /// - Throws: ``CorpusError``, with what was looked for, where there are none.
  public static func listing(at url: URL, format: CorpusFormat? = nil) throws(CorpusError) -> CorpusListing {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .missing(path: url.path)
    }
    guard isFolder.boolValue else { return try manifest(at: url, format: format) }

    let tree = try FolderTree(at: url)
    var collector = UtteranceCollector()
    try collect(tree, format: format, into: &collector)
    for folder in tree.allUnreadableFolders { collector.setAside(folder, reason: .closedFolder) }
    let listing = collector.listing()
    guard !listing.utterances.isEmpty else {
      throw .nothingRecognised(
        path: url.path, audioFiles: tree.audioFileCount, examples: Array(tree.firstAudioFiles(3)),
        lookedFor: format.map { [$0] } ?? CorpusFormat.allCases)
    }
    return listing
  }

  private static func manifest(at url: URL, format: CorpusFormat?) throws(CorpusError) -> CorpusListing {
    let fileExtension = url.pathExtension.lowercased()
    var collector = UtteranceCollector()
    switch format ?? Manifest.format(ofExtension: fileExtension) {
    case .csv: try Manifest.readCSV(url, into: &collector)
    case .jsonl: try Manifest.readJSONLines(url, into: &collector)
    default:
      if AudioFile.isSupported(fileExtension: fileExtension) { throw .singleRecording(path: url.path) }
      throw .notAManifest(path: url.path)
    }
    let listing = collector.listing()
    guard !listing.utterances.isEmpty else {
      throw .nothingUsable(
        path: url.path, lines: listing.setAside.count, reasons: listing.setAside.prefix(3).map(\.description))
    }
    return listing
  }

  private static func collect(
    _ tree: FolderTree, format: CorpusFormat?, into collector: inout UtteranceCollector
  ) throws(CorpusError) {
    let named = format.map { [$0] } ?? CorpusFormat.namedCorpora
    let readsCSV = format == nil || format == .csv
    let readsJSON = format == nil || format == .jsonl
    let rest = try tree.claim { (folder) throws(CorpusError) in
      var isDescribed = false
      for name in folder.manifests {
        let url = folder.url.appendingPathComponent(name)
        switch Manifest.format(ofExtension: url.pathExtension.lowercased()) {
        case .csv where readsCSV && Manifest.isCSVManifest(url):
          try Manifest.readCSV(url, into: &collector)
        case .jsonl where readsJSON && Manifest.isJSONLinesManifest(url):
          try Manifest.readJSONLines(url, into: &collector)
        default: continue
        }
        isDescribed = true
      }
      if isDescribed { return .everything }

      var others: [String] = []
      for name in folder.audioFiles {
        let url = folder.url.appendingPathComponent(name)
        if let clip = NamedClip.parse(url: url, among: named) {
          collector.add(clip, at: url)
        } else {
          others.append(name)
        }
      }
      return .allBut(others)
    }
    if format == nil || format == .folders {
      ClassFolders.read(rest, into: &collector)
    } else {
      collector.setAside(rest)
    }
    CREMADTables.fill(&collector, root: tree.url)
  }
}
