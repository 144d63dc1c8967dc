import Foundation
import SpeechAudio
import Testing

@testable import SpeechFeatures

@Suite("Degradations")
struct DegradationTests {
  private let voice = Self.voice(sampleRate: 16_000, seconds: 1.5)

  private static func voice(sampleRate: Int, seconds: Double) -> Waveform {
    Level.rootMeanSquare(decibels: -30).applied(
      to: TestSignal.voice.waveform(sampleRate: sampleRate, seconds: seconds))
  }

  private static let all: [Degradation] = [
    .noise(.white, decibels: 10), .noise(.pink, decibels: 0), .babble(decibels: 10),
    .reverberation(.smallRoom), .reverberation(.largeHall), .telephone(TelephoneBand()),
    .codec(CodecRoundTrip(.opus, kilobitsPerSecond: 16)), .codec(CodecRoundTrip(.mp3, kilobitsPerSecond: 32)),
    .gain(decibels: -20), .gain(decibels: 20), .clipping(share: 0.1),
  ]

  private func applied(_ degradation: Degradation, to waveform: Waveform, seed: UInt64 = 1) throws -> Waveform
  {
    var generator = TestNoise64(state: seed)
    let other = TestSignal.tones.waveform(sampleRate: 22_050, seconds: 0.7)
    return try degradation.applied(to: waveform, voices: [other, voice], using: &generator)
  }

  @Test("Length and rate stay, the seed decides, and something happens", arguments: all.indices)
  func laws(index: Int) throws {
    let degradation = Self.all[index]
    for clip in [voice, Self.voice(sampleRate: 44_100, seconds: 0.5)] {
      let one = try applied(degradation, to: clip)
      #expect(one.samples.count == clip.samples.count && one.sampleRate == clip.sampleRate)
      #expect(one.samples.allSatisfy { $0.isFinite })
      #expect(one != clip)
      #expect(try applied(degradation, to: clip) == one)
    }
    let silence = Waveform(samples: [Float](repeating: 0, count: 8000), sampleRate: 16_000)
    #expect(try applied(degradation, to: silence) == silence)
    #expect(try applied(degradation, to: Waveform(samples: [], sampleRate: 16_000)).samples.isEmpty)
  }

  @Test("Noise lies as far below the active speech as was asked for", arguments: [20.0, 10, 0])
  func ratio(decibels: Double) throws {
    let pause = Waveform(
      samples: voice.samples + [Float](repeating: 0, count: 48_000), sampleRate: 16_000)
    let level = try #require(pause.activeSpeechLevel)
    #expect(abs(level - (try #require(voice.activeSpeechLevel))) < 0.1)
    let noisy = try applied(.noise(.white, decibels: decibels), to: pause)
    let noise = zip(noisy.samples, pause.samples).map(-)
    let power = noise.reduce(0) { $0 + Double($1 * $1) } / Double(noise.count)
    #expect(abs(level - 10 * log10(power) - decibels) < 0.1)
  }

  @Test("Pink noise falls by 3 dB an octave")
  func pink() throws {
    var generator = TestNoise64(state: 5)
    let samples = NoiseColour.pink.samples(count: 1 << 17, using: &generator)
    let framing = Framing(frameLength: 2048, hopLength: 2048, edges: .none)
    let power = try ShortTimeFourierTransform(framing).powerSpectrogram(
      of: Waveform(samples: samples, sampleRate: 16_000))
    func octave(from hertz: Double) -> Double {
      let bins = Int(hertz / 7.8125)..<Int(2 * hertz / 7.8125)
      let sum = bins.reduce(0.0) { total, bin in
        total + (0..<power.frameCount).reduce(0.0) { $0 + Double(power[$1, bin]) }
      }
      return 10 * log10(sum)
    }
    for hertz in [125.0, 500, 2000] { #expect(abs(octave(from: hertz) - octave(from: 250)) < 1.5) }
  }

  @Test("A room's tail falls by 60 dB in its time", arguments: [0.3, 0.8])
  func reverberationTime(seconds: Double) {
    var generator = TestNoise64(state: 2)
    let room = Reverberation(time: seconds, directToReverberant: 0)
    let response = room.impulseResponse(sampleRate: 16_000, using: &generator)
    #expect(response[0] == 1)
    let reflected = response.dropFirst().reduce(0) { $0 + Double($1 * $1) }
    #expect(abs(10 * log10(reflected)) < 0.1)
    // Schroeder's backward integral (1965), from -5 to -35 dB of what follows the first reflections.
    var integral = [Double](repeating: 0, count: response.count + 1)
    for index in response.indices.reversed() {
      integral[index] = integral[index + 1] + Double(response[index] * response[index])
    }
    let start = integral[800]
    let first = integral.firstIndex { $0 < start * pow(10, -0.5) && $0 < start } ?? 0
    let last = integral.firstIndex { $0 < start * pow(10, -3.0) } ?? 0
    let measured = Double(last - first) / 16_000 * 60 / 25
    #expect(abs(measured / seconds - 1) < 0.2, "\(measured) s")
  }

  @Test("Convolution is the sum that it stands for")
  func convolution() {
    let result = Convolution.convolved([1, 2, 3], with: [0, 1, 0.5])
    for (one, other) in zip(result, [0, 1, 2.5, 4, 1.5] as [Float]) { #expect(abs(one - other) < 1e-5) }
    #expect(result.count == 5)
  }

  @Test(
    "Convolution is that sum too where the signal takes several transforms, or is shorter than the response",
    arguments: [(5000, 33), (40, 700), (1, 1), (300, 1), (1, 300)])
  func convolutionInBlocks(sampleCount: Int, responseCount: Int) {
    var generator = TestNoise64(state: 5)
    let samples = GaussianSamples.make(count: sampleCount, using: &generator)
    let response = GaussianSamples.make(count: responseCount, using: &generator)
    var expected = [Double](repeating: 0, count: sampleCount + responseCount - 1)
    for (place, sample) in samples.enumerated() {
      for (delay, echo) in response.enumerated() {
        expected[place + delay] += Double(sample) * Double(echo)
      }
    }
    let result = Convolution.convolved(samples, with: response)
    #expect(result.count == expected.count)
    let largest = zip(result, expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(largest < 1e-4, "off by \(largest)")
  }

  @Test("A transform of a convolution holds the response, and does not grow with the signal")
  func transformLength() {
    for (samples, response) in [(48_000, 12_800), (57_600_000, 12_800), (3, 3), (10, 100_000)] {
      let length = Convolution.transformLength(sampleCount: samples, responseCount: response)
      #expect(length >= response && FourierTransform.isSupported(length: length))
      #expect(length <= max(1 << 18, 4 * response))
    }
  }

  @Test("Mu-law: the bytes of G.711's table, and every byte is its own code")
  func muLaw() {
    #expect(MuLaw.encoded(0) == 0xFF)
    #expect(MuLaw.encoded(1) == 0x80 && MuLaw.encoded(-1) == 0x00)
    #expect(abs(MuLaw.decoded(0x80) - 8031.0 / 8192) < 1e-6)
    for byte in UInt8.min...UInt8.max where byte != 0x7F {
      #expect(MuLaw.encoded(MuLaw.decoded(byte)) == byte)
    }
  }

  @Test("A telephone passes 1 kHz and neither 100 Hz nor 3.8 kHz")
  func telephone() throws {
    func gain(_ hertz: Double) throws -> Double {
      let samples = (0..<16_000).map {
        Float(0.05 * (sin(2 * .pi * hertz * Double($0) / 16_000) + sin(2 * .pi * 1000 * Double($0) / 16_000)))
      }
      let sent = try TelephoneBand().applied(to: Waveform(samples: samples, sampleRate: 16_000)).samples[
        4000..<12_000]
      func power(_ hertz: Double) -> Double {
        let angles = sent.indices.map { 2 * Double.pi * hertz * Double($0) / 16_000 }
        let real = zip(sent, angles).reduce(0) { $0 + Double($1.0) * cos($1.1) }
        let imaginary = zip(sent, angles).reduce(0) { $0 + Double($1.0) * sin($1.1) }
        return real * real + imaginary * imaginary
      }
      return 10 * log10(power(hertz) / power(1000))
    }
    #expect(try gain(100) < -30)
    #expect(try gain(3800) < -6)
    #expect(try abs(gain(2000)) < 1)
  }

  @Test("Louder without clipping stops at full scale; clipping clips the share")
  func levels() throws {
    let loud = try applied(.gain(decibels: 60), to: voice)
    #expect(abs(Level.peak(of: loud) - 1) < 1e-5)
    let soft = try applied(.gain(decibels: -20), to: voice)
    #expect(abs(Level.decibels(of: soft) - Level.decibels(of: voice) + 20) < 1e-3)
    let clipped = try applied(.clipping(share: 0.1), to: voice)
    let share = Double(clipped.samples.count { abs($0) >= 1 }) / Double(clipped.samples.count)
    #expect(abs(share - 0.1) < 0.01)
  }
}
