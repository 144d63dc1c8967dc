import Foundation
import Testing

@testable import SpeechAudio

@Suite("Files that were cut")
struct TruncationTests {
  @Test(
    "what is there is used, and a warning says that the rest is missing",
    arguments: FixtureFormat.all.filter { $0.name != "CAF" })
  func cut(format: FixtureFormat) throws {
    // Noise, since a sine's four seconds fit into two pages of Vorbis.
    var generator = SeededGenerator(state: 4)
    let noise = (0..<4 * format.sampleRate).map { _ in Float.random(in: -0.5...0.5, using: &generator) }
    let data = try format.data([noise])
    let decoded = try AudioFile.decode(data: data.prefix(data.count * 6 / 10))
    let seconds = decoded.waveform.duration
    #expect(seconds > 0.9)
    #expect(seconds < 3)
    #expect(decoded.warnings.count == 1)
    guard case .truncated(let decodedSeconds, let declaredSeconds) = try #require(decoded.warnings.first)
    else {
      Issue.record("no truncation in \(decoded.warnings)")
      return
    }
    #expect(decodedSeconds == seconds)
    if let declaredSeconds { #expect(abs(declaredSeconds - 4) < 0.1) }
    let text = "\(decoded.warnings[0])"
    #expect(text.contains("cut or damaged"))
    #expect(text.contains("used"))
  }

  @Test("the length that was promised is told for WAV")
  func promised() throws {
    let wave = WAVBytes(
      declaredByteCount: 64000, payload: WAVBytes.integers(Signals.sine(440, seconds: 0.5, sampleRate: 16000))
    )
    let decoded = try AudioFile.decode(data: wave.data)
    #expect(decoded.warnings == [.truncated(decodedSeconds: 0.5, declaredSeconds: 2)])
    #expect(
      "\(decoded.warnings[0])"
        == "The file is cut or damaged: it promises 2.00 s, and 0.50 s could be decoded and are used.")
  }

  @Test("a cut file gives every sample before the cut", arguments: ["WAV, 16-bit", "AIFF", "AU"])
  func samples(name: String) throws {
    let sine = Signals.sine(440, seconds: 1, sampleRate: 44100)
    let data = try FixtureFormat.named(name).data([sine])
    let whole = try Waveform(data: data).samples
    let part = try Waveform(data: data.prefix(44100)).samples
    #expect(part.count > 21_900)
    #expect(part[...] == whole.prefix(part.count))
  }

  @Test("a stream gives the warning after its last block")
  func streamed() throws {
    let data = try FixtureFormat.named("FLAC").data([Signals.sine(440, seconds: 2, sampleRate: 44100)])
    let reader = try AudioReader(data: data.prefix(data.count / 2), sampleRate: 16000)
    #expect(reader.warnings == [])
    while try reader.read(maximumSampleCount: 4000) != nil {}
    #expect(reader.warnings.count == 1)
  }

  @Test("a header with nothing behind it is an empty waveform with a warning")
  func headerOnly() throws {
    let decoded = try AudioFile.decode(data: WAVBytes(declaredByteCount: 32000).data)
    #expect(decoded.waveform.samples.isEmpty)
    #expect(decoded.warnings == [.truncated(decodedSeconds: 0, declaredSeconds: nil)])
    // A file that says it is empty keeps its word.
    #expect(try AudioFile.decode(data: WAVBytes().data).warnings == [])
  }
}
