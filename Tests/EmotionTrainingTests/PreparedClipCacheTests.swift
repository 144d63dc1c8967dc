import EmotionCorpora
import EmotionTraining
import Foundation
import SpeechAudio
import SpeechFeatures
import Synchronization
import Testing

@Suite("Cache of prepared clips")
struct PreparedClipCacheTests {
  @Test("clips are decoded once; a changed file is prepared anew")
  func caching() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 2)
    defer { corpus.remove() }
    let root = corpus.folder.appending(path: "cache")
    let extractor = try FeatureExtractor(.logMel80)
    func decoded() throws -> (clips: PreparedClips, count: Int) {
      let total = Mutex(0)
      let clips = try PreparedClipCache(root: root, extractor: extractor).prepare(corpus.utterances) {
        done, _ in
        total.withLock { $0 = done }
      }
      return (clips, total.withLock { $0 })
    }
    let first = try decoded()
    #expect(first.count == 8 && first.clips.count == 8)
    let second = try decoded()
    #expect(second.count == 0)
    #expect(second.clips.waveform(at: 3) == first.clips.waveform(at: 3))
    let direct = try extractor.preparedWaveform(Waveform(contentsOf: corpus.utterances[3].url))
    #expect(second.clips.waveform(at: 3) == direct)

    try TonesCorpus.voice(speaker: 9, emotion: "sad", take: 5).write(to: corpus.utterances[3].url)
    let third = try decoded()
    #expect(third.count == 1)
    #expect(third.clips.waveform(at: 3) != direct)
  }

  @Test("silence and damage are left out with a reason that names the file")
  func rejections() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 1)
    defer { corpus.remove() }
    let silent = corpus.utterances[0].url
    try Waveform(samples: Array(repeating: 0, count: 16_000), sampleRate: 16_000).write(to: silent)
    let damaged = corpus.utterances[1].url
    try Data("no audio".utf8).write(to: damaged)
    let clips = try PreparedClipCache(
      root: corpus.folder.appending(path: "cache"), extractor: FeatureExtractor(.logMel80)
    ).prepare(corpus.utterances)
    #expect(clips.count == 2)
    #expect(clips.rejections.map(\.utterance.url) == [silent, damaged])
    #expect(clips.rejections.allSatisfy { $0.reason.contains($0.utterance.url.lastPathComponent) })
  }

  @Test("what could not be prepared is tried again, since the reason may be gone")
  func retries() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 1)
    defer { corpus.remove() }
    try Data("no audio".utf8).write(to: corpus.utterances[1].url)
    let cache = try PreparedClipCache(
      root: corpus.folder.appending(path: "cache"), extractor: FeatureExtractor(.logMel80))
    #expect(try cache.prepare(corpus.utterances).rejections.count == 1)
    let tried = Mutex(0)
    let again = try cache.prepare(corpus.utterances) { _, total in tried.withLock { $0 = total } }
    #expect(tried.withLock { $0 } == 1)
    #expect(again.count == 3)
  }

  @Test("a cache whose samples were cut short is filled again")
  func truncatedSamples() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 1)
    defer { corpus.remove() }
    let cache = try PreparedClipCache(
      root: corpus.folder.appending(path: "cache"), extractor: FeatureExtractor(.logMel80))
    let before = try cache.prepare(corpus.utterances)
    let kept = before.utterances.indices.map { before.waveform(at: $0) }
    let file = try FileHandle(forWritingTo: cache.folder.appending(path: "samples.f32"))
    try file.truncate(atOffset: 4 * 100)
    try file.close()
    let after = try cache.prepare(corpus.utterances)
    #expect(after.utterances.indices.map { after.waveform(at: $0) } == kept)
  }
}
