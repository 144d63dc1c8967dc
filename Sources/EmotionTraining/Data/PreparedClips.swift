public import EmotionCorpora
import Foundation
public import SpeechAudio
public import SpeechFeatures

/// Prepared clips in memory-mapped storage: what training draws its batches from.
public struct PreparedClips: Sendable {
  /// The usable clips, in the order in which they were asked for.
  public let utterances: [Utterance]

  /// Clips that were asked for and cannot be used.
  public let rejections: [PreparedClipCache.Rejection]

  private let entries: [PreparedClipCache.Index.Entry]
  private let samples: Data
  private let extractor: FeatureExtractor
  private let cache = FeatureCache()

  init(
    samplesFile: URL, index: PreparedClipCache.Index, reasons: [String: String], utterances: [Utterance],
    keys: [String], extractor: FeatureExtractor
  ) throws {
    var kept: [Utterance] = []
    var entries: [PreparedClipCache.Index.Entry] = []
    var rejections: [PreparedClipCache.Rejection] = []
    for (utterance, key) in zip(utterances, keys) {
      if let entry = index.entries[key] {
        kept.append(utterance)
        entries.append(entry)
      } else {
        rejections.append(
          .init(
            utterance: utterance, reason: reasons[key] ?? "\(utterance.url.path) was not prepared"))
      }
    }
    self.utterances = kept
    self.entries = entries
    self.rejections = rejections
    self.extractor = extractor
    samples = entries.isEmpty ? Data() : try Data(contentsOf: samplesFile, options: .alwaysMapped)
  }

  /// What each clip has in common with its copies, under whatever name: the same prepared samples.
  func fingerprints() -> [AudioFingerprint] {
    mapInParallel(Array(entries.indices)) { AudioFingerprint(of: waveform(at: $0)) }
  }

  /// How many clips there are.
  public var count: Int { entries.count }

  /// Samples a second, of all clips.
  var sampleRate: Int { extractor.recipe.sampleRate }

  /// Samples of a clip.
  public func sampleCount(at index: Int) -> Int { entries[index].count }

  /// A clip, decoded, trimmed and levelled as the recipe says, or a part of it.
  ///
  /// - Parameters:
  ///   - index: Which clip.
  ///   - range: Which samples of it; all where nil.
  /// - Returns: Mono samples at the recipe's rate.
  public func waveform(at index: Int, range: Range<Int>? = nil) -> Waveform {
    let entry = entries[index]
    let range = range ?? 0..<entry.count
    let start = (entry.offset + range.lowerBound) * MemoryLayout<Float>.stride
    let values = [Float](unsafeUninitializedCapacity: range.count) { buffer, count in
      samples.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: .init(rebasing: bytes[start..<start + range.count * MemoryLayout<Float>.stride]))
      }
      count = range.count
    }
    return Waveform(samples: values, sampleRate: extractor.recipe.sampleRate)
  }

  /// The features of a clip as detection would see them, nothing random about them.
  ///
  /// - Parameter index: Which clip.
  /// - Returns: Shape `[frames, bins]`.
  /// - Throws: `FeatureError`.
  public func features(at index: Int) throws -> FeatureMatrix {
    try cache.features(at: index) { try extractor.features(ofPrepared: waveform(at: index)) }
  }
}
