import Foundation
import Testing

@testable import SpeechAudio

@Suite("Writing as a stream")
struct AudioWriterTests {
  let folder: TemporaryFolder
  let samples = Signals.sine(440, seconds: 2, sampleRate: 16000)

  init() throws { folder = try TemporaryFolder() }

  @Test("blocks together are the file", arguments: ["a.wav", "a.flac"])
  func blocks(name: String) throws {
    let writer = try AudioWriter(to: folder(name), sampleRate: 16000)
    for start in stride(from: 0, to: samples.count, by: 777) {
      try writer.write(Array(samples[start..<min(start + 777, samples.count)]))
    }
    #expect(writer.duration == 2)
    try writer.finish()
    let whole = Waveform(samples: samples, sampleRate: 16000)
    try whole.write(to: folder("whole-\(name)"))
    #expect(try Waveform(contentsOf: folder(name)) == Waveform(contentsOf: folder("whole-\(name)")))
  }

  @Test("what a killed program leaves can be read, to the last second", arguments: ["a.wav", "a.flac"])
  func killed(name: String) throws {
    let writer = try AudioWriter(to: folder(name), sampleRate: 16000)
    for second in 0..<2 {
      try writer.write(Array(samples[(second * 16000)..<((second + 1) * 16000)]))
      // What is on disk now is what a killed program leaves.
      let copy = folder("left-\(second)-\(name)")
      try FileManager.default.copyItem(at: folder(name), to: copy)
      let left = try Waveform(contentsOf: copy).samples
      #expect(left.count > (second + 1) * 16000 - (name.hasSuffix("wav") ? 1 : 4097), "\(left.count)")
      #expect(left.count <= (second + 1) * 16000)
      #expect(Signals.largestDifference(left, Array(samples.prefix(left.count))) < 2e-5)
    }
    try writer.finish()
  }

  @Test("a file that is there is refused, or stays until the new one is finished")
  func replacing() throws {
    let old = Data("old".utf8)
    try old.write(to: folder("a.wav"))
    #expect(throws: AudioError.unwritable(path: folder("a.wav").path, errorNumber: EEXIST)) {
      try AudioWriter(to: folder("a.wav"), sampleRate: 16000)
    }
    let writer = try AudioWriter(to: folder("a.wav"), sampleRate: 16000, replacing: true)
    try writer.write(samples)
    #expect(try Data(contentsOf: folder("a.wav")) == old)
    #expect(writer.currentPath != writer.path)
    try writer.finish()
    #expect(writer.currentPath == writer.path)
    #expect(try Waveform(contentsOf: folder("a.wav")).samples.count == samples.count)

    let other = try AudioWriter(to: folder("a.wav"), sampleRate: 16000, replacing: true)
    try other.write(samples)
    other.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.wav"])
    let third = try AudioWriter(to: folder("a.wav"), sampleRate: 16000, replacing: true)
    try third.write(Array(samples.prefix(16000)))
    try third.close()
    #expect(try Waveform(contentsOf: folder("a.wav")).samples.count == samples.count)
    let kept = Waveform(samples: Array(samples.prefix(16000)), sampleRate: 16000)
    #expect(try Data(contentsOf: URL(fileURLWithPath: third.currentPath)).count > 2 * kept.samples.count)
  }

  @Test("what cannot be written is told before anything is")
  func refused() throws {
    #expect(throws: AudioError.unknownWritingFormat(path: folder("a.mp3").path, fileExtension: "mp3")) {
      try AudioWriter(to: folder("a.mp3"), sampleRate: 16000)
    }
    #expect(throws: AudioError.unwritable(path: folder("no/a.wav").path, errorNumber: ENOENT)) {
      try AudioWriter(to: folder("no/a.wav"), sampleRate: 16000)
    }
    // A folder of that name is not replaced either.
    try FileManager.default.createDirectory(at: folder("b.wav"), withIntermediateDirectories: true)
    #expect(throws: AudioError.unwritable(path: folder("b.wav").path, errorNumber: EEXIST)) {
      try AudioWriter(to: folder("b.wav"), sampleRate: 16000, replacing: true)
    }
  }
}
