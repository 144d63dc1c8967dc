import Foundation
import SpeechAudio
import Testing

@Suite("Samples through a pipe")
struct PCMStreamTests {
  private let samples: [Float] = [0, 0.5, -0.5, 0.25, -1, 0.125]

  private func read(
    _ data: Data, _ stream: PCMStream, block: Int
  ) throws -> (samples: [Float], stream: PCMStream) {
    var stream = stream
    var result: [Float] = []
    for first in stride(from: 0, to: data.count, by: block) {
      result += try stream.push(data[first..<min(first + block, data.count)])
    }
    return (result, stream)
  }

  @Test("Raw samples of each form, whatever the blocks", arguments: [1, 3, 4, 7, 1000])
  func raw(block: Int) throws {
    let whole = PCMStream(encoding: .signed16, sampleRate: 16_000, channelCount: 1)
    #expect(try read(WAVBytes.integers(samples), whole, block: block).samples == samples)
    let floats = PCMStream(encoding: .float32, sampleRate: 16_000, channelCount: 1)
    #expect(try read(WAVBytes.floats(samples), floats, block: block).samples == samples)
    let wide = samples.flatMap { sample in
      withUnsafeBytes(of: Int32(max(-2_147_483_648, Double(sample) * 2_147_483_648)).littleEndian) {
        Array($0)
      }
    }
    let stream = PCMStream(encoding: .signed32, sampleRate: 16_000, channelCount: 1)
    #expect(try read(Data(wide), stream, block: block).samples == samples)
  }

  @Test("Channels are mixed; what is left of a sample waits for the rest")
  func channels() throws {
    var stream = PCMStream(encoding: .float32, sampleRate: 8000, channelCount: 2)
    #expect(try stream.push(WAVBytes.floats([1, 0, 0.5])) == [0.5])
    #expect(try stream.push(WAVBytes.floats([-0.5])) == [0])
  }

  @Test("A WAV stream of unknown length says itself what it holds", arguments: [1, 5, 44, 1000])
  func header(block: Int) throws {
    var bytes = WAVBytes(
      channelCount: 2, sampleRate: 44_100, payload: WAVBytes.integers([0.5, 0.5, -0.25, 0.25]))
    bytes.declaredByteCount = 0xFFFF_FFFF
    let raw = PCMStream(encoding: .float32, sampleRate: 16_000, channelCount: 1)
    let (samples, stream) = try read(bytes.data, raw, block: block)
    #expect(samples == [0.5, 0])
    #expect(stream.sampleRate == 44_100 && stream.channelCount == 2 && stream.isKnown)
  }

  @Test("8 and 24 bits; what follows the promised samples is no sound", arguments: [1, 7, 1000])
  func otherForms(block: Int) throws {
    let raw = PCMStream(encoding: .signed16, sampleRate: 16_000, channelCount: 1)
    let eight = WAVBytes(bitsPerSample: 8, payload: Data([128, 192, 64, 0]))
    let (samples, stream) = try read(eight.data + Data("LISTjunk".utf8), raw, block: block)
    #expect(samples == [0, 0.5, -0.5, -1] && stream.isComplete)
    let wide = WAVBytes(bitsPerSample: 24, payload: Data([0, 0, 0x40, 0, 0, 0xC0, 0, 0, 0x80]))
    #expect(try read(wide.data + Data(count: 30), raw, block: block).samples == [0.5, -0.5, -1])
  }

  @Test("Headers that hold no plain samples are refused")
  func refusals() throws {
    for bytes in [
      WAVBytes(formatTag: 2, payload: Data(count: 8)), WAVBytes(bitsPerSample: 12, payload: Data(count: 8)),
      WAVBytes(channelCount: 0, payload: Data(count: 8)), WAVBytes(sampleRate: 0, payload: Data(count: 8)),
    ] {
      var stream = PCMStream(encoding: .signed16, sampleRate: 16_000, channelCount: 1)
      #expect(throws: AudioError.self) { try stream.push(bytes.data) }
    }
    for beginning in ["OggS", "fLaC", "ID3\u{4}", "RIFF\u{0}\u{0}\u{0}\u{0}WAVEfmt \u{8}\u{0}\u{0}\u{0}"] {
      var stream = PCMStream(encoding: .signed16, sampleRate: 16_000, channelCount: 1)
      #expect(throws: AudioError.self) { try stream.push(Data(beginning.utf8) + Data(count: 16)) }
    }
    var endless = PCMStream(encoding: .signed16, sampleRate: 16_000, channelCount: 1)
    #expect(throws: AudioError.self) {
      try endless.push(Data("RIFF\u{0}\u{0}\u{0}\u{0}WAVEjunk".utf8) + Data(repeating: 0xFF, count: 200_000))
    }
  }
}
