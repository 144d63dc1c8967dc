import Foundation
import Testing

@testable import SpeechAudio

@Suite("Formats that libsndfile decodes")
struct FormatTests {
  @Test("a file gives back its samples, or its sound", arguments: FixtureFormat.all)
  func roundTrip(format: FixtureFormat) throws {
    let sine = Signals.sine(440, seconds: 0.6, sampleRate: format.sampleRate)
    let data = try format.data([sine])
    let decoded = try AudioFile.decode(data: data)
    #expect(decoded.waveform.sampleRate == format.sampleRate)
    #expect(decoded.originalSampleRate == format.sampleRate)
    #expect(decoded.originalChannelCount == 1)
    #expect(decoded.warnings == [])
    let samples = decoded.waveform.samples
    if let tolerance = format.tolerance {
      #expect(samples.count == sine.count)
      #expect(Signals.largestDifference(samples, sine) <= tolerance)
    } else {
      // Lossy codecs work in frames of up to 26 ms.
      #expect(abs(samples.count - sine.count) <= format.sampleRate * 60 / 1000)
      let amplitude = Signals.amplitude(of: 440, in: samples, sampleRate: format.sampleRate)
      #expect(abs(amplitude - 0.5) < 0.02)
    }
  }

  @Test("a path gives what the bytes give", arguments: FixtureFormat.families)
  func pathAndBytes(format: FixtureFormat) throws {
    let folder = try TemporaryFolder()
    let sine = Signals.sine(300, seconds: 0.3, sampleRate: format.sampleRate)
    let data = try format.data([sine, sine.map { -0.5 * $0 }])
    let url = try folder.file("any name", data)
    #expect(try AudioFile.decode(contentsOf: url) == AudioFile.decode(data: data))
    #expect(try Waveform(contentsOf: url) == Waveform(data: data))
  }

  @Test("data that begins in the middle of other data is read from its own start")
  func slicedData() throws {
    let data = try FixtureFormat.named("FLAC").data([Signals.sine(300, seconds: 0.2, sampleRate: 44100)])
    let slice = (Data("something before".utf8) + data).dropFirst(16)
    #expect(try Waveform(data: slice) == Waveform(data: data))
  }

  @Test("a wrong extension does not matter: the content decides")
  func wrongExtension() throws {
    let folder = try TemporaryFolder()
    let sine = Signals.sine(300, seconds: 0.2, sampleRate: 44100)
    for (format, name) in [("FLAC", "a.mp3"), ("WAV, 16-bit", "a.flac"), ("MP3", "a.wav"), ("FLAC", "a.vox")]
    {
      let url = try folder.file(name, FixtureFormat.named(format).data([sine]))
      let decoded = try AudioFile.decode(contentsOf: url)
      #expect(decoded.format.hasPrefix(format == "MP3" ? "MPEG" : String(format.prefix(3))))
      #expect(decoded.waveform.samples.count >= sine.count)
    }
  }

  @Test("channels are averaged", arguments: [1, 2, 3, 6, 8])
  func channels(count: Int) throws {
    let channels = (0..<count).map { channel in
      Signals.sine(Double(200 + 100 * channel), amplitude: 0.9, seconds: 0.2, sampleRate: 44100)
    }
    let decoded = try AudioFile.decode(data: FixtureFormat.named("WAV, float").data(channels))
    let mean = channels[0].indices.map { index in
      channels.reduce(Float(0)) { $0 + $1[index] } / Float(count)
    }
    #expect(decoded.originalChannelCount == count)
    #expect(decoded.waveform.samples == mean)
  }

  @Test("the format is told in words")
  func formatNames() throws {
    let sine = Signals.sine(300, seconds: 0.2, sampleRate: 48000)
    let names = try ["WAV, A-law", "FLAC, 24-bit", "Opus", "MP3"].map {
      try AudioFile.decode(data: FixtureFormat.named($0).data([sine])).format
    }
    #expect(names == ["WAV, A-law", "FLAC, 24-bit PCM", "Ogg, Opus", "MPEG, layer III (MP3)"])
  }

  @Test(
    "a WAV whose length was not known while it was written is whole",
    arguments: [0, 0x7fff_ffff, 0xffff_ffff])
  func streamedWAV(declared: UInt32) throws {
    let samples = Signals.sine(200, seconds: 0.1, sampleRate: 16000)
    let data = WAVBytes(declaredByteCount: declared, payload: WAVBytes.integers(samples)).data
    let decoded = try AudioFile.decode(data: data)
    #expect(decoded.waveform.samples.count == samples.count)
    #expect(decoded.warnings == [])
    #expect(decoded.format == "WAV, 16-bit PCM")
  }

  @Test("an empty WAV is empty, although another chunk follows")
  func emptyWAV() throws {
    let chunk = Data("LIST".utf8) + Data([26, 0, 0, 0]) + Data("INFOISFT".utf8) + Data(count: 18)
    #expect(try Waveform(data: WAVBytes(declaredByteCount: 0, payload: chunk).data).samples.isEmpty)
  }

  @Test("a WAV of more than four gigabytes that does not know it is read to its end")
  func largeWAV() throws {
    let folder = try TemporaryFolder()
    let url = try folder.file(
      "large.wav", WAVBytes(channelCount: 2, sampleRate: 48000, declaredByteCount: .max).data)
    try FileHandle(forWritingTo: url).truncate(atOffset: 6_912_000_044)
    #expect(try AudioReader(contentsOf: url).duration == 36_000)
  }

  @Test("an MP3 among tags and junk is decoded without them")
  func junkAroundMP3() throws {
    let sine = Signals.sine(440, seconds: 1, sampleRate: 44100)
    let mp3 = try FixtureFormat.named("MP3").data([sine])
    let tag = Data("ID3".utf8) + Data([4, 0, 0, 0, 0, 0x10, 0]) + Data(count: 2048)
    let plain = try Waveform(data: mp3)
    let tagged = try AudioFile.decode(data: tag + mp3 + Data("TAG".utf8) + Data(count: 125))
    #expect(tagged.waveform == plain)
    #expect(tagged.warnings == [])
    #expect(try Waveform(data: mp3 + Data(String(repeating: "junk at the end ", count: 200).utf8)) == plain)
  }

  @Test("names that a folder walk picks")
  func extensions() {
    for name in ["wav", "WAV", "flac", "opus", "mp3", "m4a", "webm", "amr"] {
      #expect(AudioFile.isSupported(fileExtension: name))
    }
    for name in ["", "txt", "csv", "json", "png"] { #expect(!AudioFile.isSupported(fileExtension: name)) }
  }
}
