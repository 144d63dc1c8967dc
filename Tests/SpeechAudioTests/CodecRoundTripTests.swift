import Foundation
import Testing

@testable import SpeechAudio

@Suite("Codec round trips")
struct CodecRoundTripTests {
  @Test(
    "The bit rate is what was asked for", arguments: [("opus", 16.0), ("opus", 32), ("mp3", 32), ("mp3", 64)])
  func bitRate(name: String, kilobits: Double) throws {
    let codec = try #require(CodecRoundTrip.Codec(rawValue: name))
    var state: UInt32 = 1
    let samples = (0..<160_000).map { index -> Float in
      state = state &* 1_664_525 &+ 1_013_904_223
      return 0.2 * sin(Float(index) * 0.05) + 0.05 * Float(Int32(bitPattern: state)) / Float(Int32.max)
    }
    let trip = CodecRoundTrip(codec, kilobitsPerSecond: kilobits)
    let bytes = try trip.encoded(Waveform(samples: samples, sampleRate: 16_000)).length
    let measured = Double(bytes) * 8 / 10_000
    #expect(abs(measured / kilobits - 1) < 0.25, "\(measured) kbit/s")
  }

  @Test("What comes back is in step and close", arguments: CodecRoundTrip.Codec.allCases)
  func alignment(codec: CodecRoundTrip.Codec) throws {
    let samples = (0..<32_000).map { index -> Float in
      let time = Float(index) / 16_000
      return 0.3 * sin(2 * .pi * (200 + 150 * time) * time) * (0.5 + 0.5 * sin(2 * .pi * 3 * time))
    }
    let waveform = Waveform(samples: samples, sampleRate: 16_000)
    let heard = try CodecRoundTrip(codec, kilobitsPerSecond: 64).applied(to: waveform)
    #expect(heard.samples.count == samples.count)
    let product = zip(heard.samples, samples).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    let powers = heard.samples.reduce(Float(0)) { $0 + $1 * $1 } * samples.reduce(Float(0)) { $0 + $1 * $1 }
    #expect(product / powers.squareRoot() > 0.95, "\(product / powers.squareRoot())")
  }
}
