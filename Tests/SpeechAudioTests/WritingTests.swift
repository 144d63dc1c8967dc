import Foundation
import Testing

@testable import SpeechAudio

@Suite("Writing")
struct WritingTests {
  let folder: TemporaryFolder
  let wave = Waveform(samples: Signals.sine(440, seconds: 0.5, sampleRate: 16000), sampleRate: 16000)

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "what is written is read again",
    arguments: [
      ("a.wav", SampleEncoding.integer16, "WAV, 16-bit PCM", Float(2e-5)),
      ("a.WAV", .integer24, "WAV, 24-bit PCM", 1e-7), ("a.wav", .float32, "WAV, 32-bit float", 0),
      ("a.flac", .integer16, "FLAC, 16-bit PCM", 2e-5), ("a.flac", .integer24, "FLAC, 24-bit PCM", 1e-7),
    ])
  func roundTrip(name: String, encoding: SampleEncoding, format: String, tolerance: Float) throws {
    try wave.write(to: folder(name), encoding: encoding)
    let decoded = try AudioFile.decode(contentsOf: folder(name))
    #expect(decoded.format == format)
    #expect(decoded.waveform.sampleRate == 16000)
    #expect(decoded.waveform.samples.count == wave.samples.count)
    #expect(Signals.largestDifference(decoded.waveform.samples, wave.samples) <= tolerance)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [name])
  }

  @Test("what is too loud is clipped, and does not wrap around")
  func clipping() throws {
    try Waveform(samples: [0, 1, 1.5, -1, -1.5, 0.5], sampleRate: 16000).write(to: folder("loud.wav"))
    let samples = try Waveform(contentsOf: folder("loud.wav")).samples
    #expect(Signals.largestDifference(samples, [0, 1, 1, -1, -1, 0.5]) < 4e-5)
  }

  @Test("the same samples give the same bytes, and replace what was there")
  func repeatable() throws {
    try wave.write(to: folder("a.wav"), encoding: .float32)
    try Data("old".utf8).write(to: folder("b.wav"))
    try wave.write(to: folder("b.wav"), encoding: .float32)
    #expect(try Data(contentsOf: folder("a.wav")) == Data(contentsOf: folder("b.wav")))
  }

  @Test("an empty waveform is a file with no samples")
  func empty() throws {
    try Waveform(samples: [], sampleRate: 16000).write(to: folder("none.wav"))
    #expect(try Waveform(contentsOf: folder("none.wav")).samples.isEmpty)
  }

  @Test("other extensions, and what a container cannot hold, are refused with advice")
  func refused() {
    #expect(throws: AudioError.unknownWritingFormat(path: folder("a.mp3").path, fileExtension: "mp3")) {
      try wave.write(to: folder("a.mp3"))
    }
    #expect(throws: AudioError.unknownWritingFormat(path: folder("a").path, fileExtension: "")) {
      try wave.write(to: folder("a"))
    }
    let error = #expect(throws: AudioError.self) { try wave.write(to: folder("a.flac"), encoding: .float32) }
    #expect(error?.description.contains("FLAC cannot hold 32-bit float audio") == true)
  }

  @Test("a target that cannot be written leaves nothing behind")
  func unwritable() throws {
    let missing = folder("no such folder/a.wav")
    #expect(throws: AudioError.unwritable(path: missing.path, errorNumber: ENOENT)) {
      try wave.write(to: missing)
    }
    // A folder in the way: the rename fails, and the temporary sibling is removed.
    let taken = folder("taken.wav")
    try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: false)
    #expect(throws: AudioError.unwritable(path: taken.path, errorNumber: EISDIR)) {
      try wave.write(to: taken)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["taken.wav"])
  }
}
