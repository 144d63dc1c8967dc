import Foundation
import Testing

@testable import SpeechAudio

@Suite("Resampling")
struct ResamplingTests {
  @Test(
    "a sine keeps its frequency and amplitude",
    arguments: [(48000, 16000), (44100, 16000), (8000, 16000), (22050, 48000)])
  func sine(rates: (Int, Int)) throws {
    let wave = Waveform(
      samples: Signals.sine(1000, seconds: 1, sampleRate: rates.0), sampleRate: rates.0)
    let result = try wave.resampled(to: rates.1)
    #expect(result.sampleRate == rates.1)
    #expect(result.samples.count == rates.1)
    #expect(abs(Signals.amplitude(of: 1000, in: result.samples, sampleRate: rates.1) - 0.5) < 1e-4)
    // Nothing but the sine is left when it is taken out.
    let expected = Signals.sine(1000, seconds: 1, sampleRate: rates.1)
    let middle = rates.1 / 8..<rates.1 * 7 / 8
    #expect(Signals.largestDifference(Array(result.samples[middle]), Array(expected[middle])) < 1e-4)
  }

  @Test("48 kHz stereo becomes 16 kHz mono, and what lies above 8 kHz is gone by more than 80 dB")
  func aliasing() throws {
    let high = Signals.sine(9000, amplitude: 0.8, seconds: 1, sampleRate: 48000)
    let low = Signals.sine(500, amplitude: 0.4, seconds: 1, sampleRate: 48000)
    var float = try FixtureFormat.named("WAV, float")
    float.sampleRate = 48000
    let mixed = try Waveform(data: float.data([zip(high, low).map(+), low]), sampleRate: 16000)
    // 9 kHz would fold to 7 kHz.
    let alias = Signals.amplitude(of: 7000, in: mixed.samples, sampleRate: 16000)
    #expect(20 * log10(alias / 0.4) < -80)
    #expect(abs(Signals.amplitude(of: 500, in: mixed.samples, sampleRate: 16000) - 0.4) < 1e-4)
  }

  @Test("noise above the new Nyquist frequency leaves nothing")
  func noise() throws {
    let sum = stride(from: 8400.0, to: 23000, by: 700).map {
      Signals.sine($0, amplitude: 0.05, seconds: 0.5, sampleRate: 48000)
    }
    let noise = sum[0].indices.map { index in sum.reduce(Float(0)) { $0 + $1[index] } }
    let result = try Waveform(samples: noise, sampleRate: 48000).resampled(to: 16000)
    let middle = result.samples[1000..<7000]
    #expect(20 * log10(Signals.rootMeanSquare(middle) / Signals.rootMeanSquare(noise)) < -80)
  }

  @Test("lengths are librosa's: the ratio, rounded up", arguments: [0, 1, 2, 3, 100, 999, 44099, 44101])
  func lengths(count: Int) throws {
    for (from, to) in [(44100, 16000), (48000, 16000), (16000, 22050), (8000, 48000)] {
      let result = try Waveform(samples: [Float](repeating: 0.1, count: count), sampleRate: from).resampled(
        to: to)
      #expect(result.samples.count == Int((Double(count) * Double(to) / Double(from)).rounded(.up)))
    }
  }

  @Test("blocks of any size give what one call gives", arguments: [1, 7, 160, 4096, 100_000])
  func blocks(size: Int) throws {
    var generator = SeededGenerator(state: 1)
    let samples = (0..<20_000).map { _ in Float.random(in: -1...1, using: &generator) }
    let whole = try Waveform(samples: samples, sampleRate: 44100).resampled(to: 16000)
    let resampler = try Resampler(from: 44100, to: 16000)
    var result: [Float] = []
    for start in stride(from: 0, to: samples.count, by: size) {
      result += try resampler.process(Array(samples[start..<min(samples.count, start + size)]))
    }
    result += try resampler.finish()
    #expect(result.count == whole.samples.count)
    #expect(Signals.largestDifference(result, whole.samples) < 1e-6)
  }

  @Test("equal rates leave every sample alone")
  func identity() throws {
    let wave = Waveform(samples: Signals.sine(440, seconds: 0.1, sampleRate: 16000), sampleRate: 16000)
    #expect(try wave.resampled(to: 16000) == wave)
    let resampler = try Resampler(from: 16000, to: 16000)
    #expect(try resampler.process(wave.samples) == wave.samples)
    #expect(try resampler.finish() == [])
  }

  @Test("rates that no audio has are refused", arguments: [0, -16000, 1, 999, 768_001, Int.max])
  func rates(rate: Int) {
    let wave = Waveform(samples: [0, 1, 0], sampleRate: 16000)
    #expect {
      try wave.resampled(to: rate)
    } throws: { error in
      guard case AudioError.resamplingFailed(16000, rate, _) = error else { return false }
      return "\(error)".contains("\(rate) Hz")
    }
  }
}
