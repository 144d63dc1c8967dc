import Foundation
import Testing

@testable import SpeechAudio

@Suite("Clips of the corpora")
struct CorpusTests {
  static let corpora: URL? = {
    let named = ProcessInfo.processInfo.environment["SPEECH_EMOTION_CORPORA"].map { URL(fileURLWithPath: $0) }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = named ?? root.deletingLastPathComponent().appendingPathComponent("shared/corpora")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// The clips of a folder, in order.
  static func clips(_ folder: String) throws -> [URL] {
    let url = try #require(corpora).appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      .filter { AudioFile.isSupported(fileExtension: $0.pathExtension) }.sorted { $0.path < $1.path }
  }

  @Test(
    "decode at 16 kHz, whole, with speech in them",
    .enabled(if: corpora != nil, "needs ../shared/corpora or SPEECH_EMOTION_CORPORA"),
    arguments: [
      ("ravdess/Actor_01", "FLAC, 16-bit PCM", 2.5...6.0), ("emodb/wav", "FLAC, 16-bit PCM", 1...10),
      ("cremad/AudioWAV", "Ogg, Opus", 1...6), ("tess/OAF", "Ogg, Opus", 1...4),
    ])
  func decode(folder: String, format: String, seconds: ClosedRange<Double>) throws {
    for url in try Self.clips(folder).prefix(20) {
      let decoded = try AudioFile.decode(contentsOf: url, sampleRate: 16000)
      #expect(decoded.format == format)
      #expect(decoded.warnings == [], "\(url.lastPathComponent)")
      #expect(seconds.contains(decoded.waveform.duration), "\(url.lastPathComponent)")
      #expect(throws: Never.self) { try decoded.waveform.requireUsable(minimumDuration: 0.5, path: url.path) }
      let declared = try #require(try AudioReader(contentsOf: url).duration)
      #expect(abs(declared - decoded.waveform.duration) < 0.001)
    }
  }

  @Test(
    "the silent one is found",
    .enabled(if: corpora != nil, "needs ../shared/corpora or SPEECH_EMOTION_CORPORA"))
  func silence() throws {
    let clip = try #require(
      Self.clips("cremad/AudioWAV").first { $0.lastPathComponent.hasPrefix("1076_MTI_SAD_XX") })
    #expect(throws: AudioError.self) {
      try Waveform(contentsOf: clip).requireUsable(minimumDuration: 0.1, path: clip.path)
    }
  }
}
