import Foundation
import Testing

@testable import SpeechAudio

@Suite("Streaming")
struct StreamingTests {
  static func readAll(_ reader: AudioReader, by count: Int) throws -> [Float] {
    var samples: [Float] = []
    var lastWasShort = false
    while let block = try reader.read(maximumSampleCount: count) {
      #expect(!lastWasShort, "only the last block may be short")
      #expect(block.samples.count <= count)
      lastWasShort = block.samples.count < count
      samples += block.samples
    }
    #expect(try reader.read(maximumSampleCount: count) == nil)
    return samples
  }

  @Test("blocks are together the whole file", arguments: FixtureFormat.families)
  func equalsWhole(format: FixtureFormat) throws {
    let sine = Signals.sine(440, seconds: 0.7, sampleRate: format.sampleRate)
    let data = try format.data([sine, sine.map { $0 * 0.3 }])
    for rate in [nil, 16000, 22050] {
      let whole = try AudioFile.decode(data: data, sampleRate: rate)
      for count in [777, 8000, 1_000_000] {
        let reader = try AudioReader(data: data, sampleRate: rate)
        #expect(try Self.readAll(reader, by: count) == whole.waveform.samples)
        #expect(reader.sampleRate == whole.waveform.sampleRate)
        #expect(reader.warnings == whole.warnings)
        #expect(reader.format == whole.format)
      }
    }
  }

  @Test("the declared length is known before anything is read", arguments: FixtureFormat.families)
  func duration(format: FixtureFormat) throws {
    let data = try format.data([Signals.sine(440, seconds: 0.7, sampleRate: format.sampleRate)])
    let duration = try #require(AudioReader(data: data).duration)
    #expect(abs(duration - 0.7) < 0.06)
  }

  @Test("an hour of 48 kHz stereo passes through a few blocks of memory")
  func boundedMemory() throws {
    // A file with a hole: an hour by its header, next to nothing on the disk.
    let folder = try TemporaryFolder()
    let seconds = 3600
    let byteCount = seconds * 48000 * 4
    var header = WAVBytes(channelCount: 2, sampleRate: 48000, declaredByteCount: UInt32(byteCount)).data
    header.append(WAVBytes.integers(Signals.sine(440, seconds: 0.5, sampleRate: 96000)))
    let url = try folder.file("hour.wav", header)
    try FileHandle(forWritingTo: url).truncate(atOffset: UInt64(byteCount + 44))

    let reader = try AudioReader(contentsOf: url, sampleRate: 16000)
    #expect(reader.duration == Double(seconds))
    var count = 0
    var waiting = 0
    while let block = try reader.read(maximumSampleCount: 16000) {
      count += block.samples.count
      waiting = max(waiting, reader.pendingSampleCount)
    }
    #expect(count == seconds * 16000)
    // Counts of samples and not of memory, which other tests use at the same time.
    #expect(waiting <= MonoStream.blockLength)
    #expect(reader.warnings == [])
  }

  @Test("more than the allowed duration is an error, from header or from samples")
  func tooLong() throws {
    let sine = Signals.sine(440, seconds: 2, sampleRate: 48000)
    for name in ["WAV, 16-bit", "FLAC", "Opus"] {
      let data = try FixtureFormat.named(name).data([sine])
      #expect {
        try AudioFile.decode(data: data, sampleRate: 16000, maximumDuration: 1)
      } throws: { error in
        guard case AudioError.tooLong(_, 1) = error else { return false }
        return "\(error)".contains("AudioReader")
      }
      #expect(throws: Never.self) { try AudioFile.decode(data: data, maximumDuration: 3) }
    }
  }

  @Test("a header that promises terabytes costs nothing")
  func lyingHeaders() throws {
    var flac = try FixtureFormat.named("FLAC").data([Signals.sine(440, seconds: 0.5, sampleRate: 44100)])
    // STREAMINFO: the 36 bits of the sample count are the low half of byte 21 and bytes 22 to 25.
    for index in 22...25 { flac[index] = 0xff }
    flac[21] |= 0x0f
    let decoded = try AudioFile.decode(data: flac)
    #expect(decoded.waveform.samples.count == 22050)
    #expect(decoded.waveform.samples.capacity < 10_000_000)
    guard case .truncated(let seconds, .some(let declared)) = try #require(decoded.warnings.first) else {
      Issue.record("no truncation in \(decoded.warnings)")
      return
    }
    #expect(seconds == 0.5)
    #expect(declared > 1_000_000)
  }
}
