public import EmotionCorpora
public import Foundation
import SpeechAudio
public import SpeechFeatures

/// Decoded, resampled, trimmed and levelled clips, kept on disk so that only the first run of a recipe decodes.
///
/// One folder for each way of preparing: `samples.f32` holds the clips behind each other, `index.json` says where
/// each one lies. A clip is known by path, size and time of change, so an edited file is prepared anew. Samples
/// are appended and the index is replaced by renaming, so that an interrupted run loses at most a few hundred
/// clips' work; a lock file keeps two runs from appending at once. What could not be prepared is tried again every time:
/// the reason may have been a program that was missing, not the clip.
public struct PreparedClipCache: Sendable {
  /// Where the samples, the index and the lock lie.
  public let folder: URL

  private let extractor: FeatureExtractor

  /// A clip that cannot be trained on, and why.
  public struct Rejection: Sendable {
    /// Which clip.
    public let utterance: Utterance
    /// A sentence that names the path and what is wrong with it.
    public let reason: String
  }

  struct Index: Codable {
    struct Entry: Codable {
      var offset: Int
      var count: Int
    }
    var entries: [String: Entry] = [:]
  }

  /// Opens, or begins, the cache of one way of preparing clips.
  ///
  /// - Parameters:
  ///   - root: Folder of all caches.
  ///   - extractor: Its recipe names the folder.
  /// - Throws: `CocoaError` where the folder cannot be made.
  public init(root: URL, extractor: FeatureExtractor) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Only what happens before framing: recipes that differ in the features alone share their clips.
    let key = try fingerprint(
      of: encoder.encode(extractor.recipe.preparation) + Data("@\(extractor.recipe.sampleRate)".utf8))
    folder = root.appending(path: "prepared-\(key)", directoryHint: .isDirectory)
    self.extractor = extractor
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Prepares what is missing and maps everything into memory.
  ///
  /// - Parameters:
  ///   - utterances: The clips a run wants.
  ///   - minimumDuration: Prepared clips shorter than this many seconds are rejected.
  ///   - progress: Called with clips done and clips to do while clips are decoded; never where all are known.
  /// - Returns: The usable clips in the order given, and the others with their reasons.
  /// - Throws: `CocoaError` or ``CacheError`` where the folder cannot be read or written.
  public func prepare(
    _ utterances: [Utterance], minimumDuration: Double = 0.2,
    progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> PreparedClips {
    let lock = try FolderLock(folder.appending(path: "lock"))
    defer { lock.unlock() }
    var index = readIndex()
    let keys = utterances.map(Self.key)
    var seen = Set<String>()
    let missing = utterances.indices.filter {
      index.entries[keys[$0]] == nil && seen.insert(keys[$0]).inserted
    }
    let reasons =
      missing.isEmpty ? [:] : try fill(missing, utterances, keys, &index, minimumDuration, progress)
    return try PreparedClips(
      samplesFile: samplesFile, index: index, reasons: reasons, utterances: utterances, keys: keys,
      extractor: extractor)
  }

  private var samplesFile: URL { folder.appending(path: "samples.f32") }
  private var indexFile: URL { folder.appending(path: "index.json") }

  private func fill(
    _ missing: [Int], _ utterances: [Utterance], _ keys: [String], _ index: inout Index,
    _ minimumDuration: Double, _ progress: @Sendable (Int, Int) -> Void
  ) throws -> [String: String] {
    var reasons: [String: String] = [:]
    if !FileManager.default.fileExists(atPath: samplesFile.path) {
      guard FileManager.default.createFile(atPath: samplesFile.path, contents: nil) else {
        throw CacheError(path: samplesFile.path)
      }
    }
    let file = try FileHandle(forWritingTo: samplesFile)
    defer { try? file.close() }
    var end = Int(try file.seekToEnd()) / 4
    try file.truncate(atOffset: UInt64(end * 4))
    let minimumCount = Int(minimumDuration * Double(extractor.recipe.sampleRate))
    let blockSize = 256
    for start in stride(from: 0, to: missing.count, by: blockSize) {
      let block = Array(missing[start..<min(start + blockSize, missing.count)])
      let outcomes = mapInParallel(block) { position -> Result<[Float], any Error> in
        Result {
          let waveform = try Waveform(contentsOf: utterances[position].url)
          try waveform.requireUsable(
            minimumDuration: minimumDuration, path: utterances[position].url.path)
          return try extractor.preparedWaveform(waveform).samples
        }
      }
      for (position, outcome) in zip(block, outcomes) {
        switch outcome {
        case .success(let samples) where samples.count < minimumCount:
          reasons[keys[position]] =
            "only \(samples.count) samples are left of \(utterances[position].url.path) when silence is cut off"
        case .success(let samples):
          try file.write(contentsOf: samples.withUnsafeBytes { Data($0) })
          index.entries[keys[position]] = Index.Entry(offset: end, count: samples.count)
          end += samples.count
        case .failure(let error):
          reasons[keys[position]] = String(describing: error)
        }
      }
      try JSONEncoder().encode(index).write(to: indexFile, options: .atomic)
      progress(start + block.count, missing.count)
    }
    return reasons
  }

  /// What is known; entries that point behind the end of the samples, after a full disk say, are forgotten.
  private func readIndex() -> Index {
    guard let data = try? Data(contentsOf: indexFile),
      var index = try? JSONDecoder().decode(Index.self, from: data)
    else { return Index() }
    let size = (try? FileManager.default.attributesOfItem(atPath: samplesFile.path)[.size] as? Int) ?? 0
    index.entries = index.entries.filter {
      $0.value.offset >= 0 && $0.value.count >= 0 && ($0.value.offset + $0.value.count) * 4 <= size
    }
    return index
  }

  private static func key(of utterance: Utterance) -> String {
    var status = stat()
    guard stat(utterance.url.path, &status) == 0 else { return utterance.url.path }
    return "\(utterance.url.path)|\(status.st_size)|\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}

/// A cache that cannot be written.
public struct CacheError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// The file that could not be made or locked.
  public let path: String

  /// What happened and what to do.
  public var description: String {
    "The prepared clips could not be kept at \(path): the file cannot be created or locked. Check the rights and "
      + "the free space of its folder, or name another one with --cache."
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
