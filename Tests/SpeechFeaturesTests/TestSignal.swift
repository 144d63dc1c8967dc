import Foundation
import SpeechAudio

/// The signals of Golden/make_golden.py, from the same formulas in the same order of operations.
enum TestSignal: String, Codable {
  case tones
  case voice

  func waveform(sampleRate: Int, seconds: Double) -> Waveform {
    let count = Int(seconds * Double(sampleRate))
    let rate = Double(sampleRate)
    let samples =
      switch self {
      case .tones: Self.tones(count: count, rate: rate, seconds: seconds)
      case .voice: Self.voice(count: count, rate: rate, seconds: seconds)
      }
    return Waveform(samples: samples, sampleRate: sampleRate)
  }

  private static func tones(count: Int, rate: Double, seconds: Double) -> [Float] {
    var noise = TestNoise(state: 1)
    return (0..<count).map { index in
      let t = Double(index) / rate
      var value = 0.3 * sin(2 * Double.pi * 220.0 * t)
      value += 0.2 * sin(2 * Double.pi * 1000.0 * t)
      value += 0.05 * sin(2 * Double.pi * 3100.0 * t)
      value += 0.15 * sin(2 * Double.pi * (100.0 * t + 0.2 * rate / seconds * t * t))
      return Float(value + 0.002 * noise.next())
    }
  }

  private static func voice(count: Int, rate: Double, seconds: Double) -> [Float] {
    var noise = TestNoise(state: 7)
    let formants = [(700.0, 80.0), (1220.0, 90.0), (2600.0, 120.0)].map { frequency, bandwidth in
      let radius = exp(-Double.pi * bandwidth / rate)
      return (2 * radius * cos(2 * Double.pi * frequency / rate), -radius * radius)
    }
    var memory = Array(repeating: (0.0, 0.0), count: formants.count)
    var phase = 0.0
    return (0..<count).map { index in
      let t = Double(index) / rate
      let breath = noise.next()
      phase += 120.0 * (1 + 0.2 * sin(2 * Double.pi * 2.5 * t)) / rate
      var value = 0.02 * breath
      if phase >= 1 {
        phase -= 1
        value += 1.0
      }
      for (place, (a, b)) in formants.enumerated() {
        value = (1 - a - b) * value + a * memory[place].0 + b * memory[place].1
        memory[place] = (value, memory[place].0)
      }
      let place = (t - 0.25) / (seconds - 0.55)
      let envelope = place > 0 && place < 1 ? sin(Double.pi * place) : 0
      return Float(4 * envelope * value + 0.0002 * noise.next())
    }
  }
}

/// Numerical Recipes' linear congruential generator, as numbers within -1...1.
struct TestNoise {
  var state: UInt32

  mutating func next() -> Double {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Double(Int32(bitPattern: state)) / 2_147_483_648
  }

  /// Noise of amplitude 0.5.
  static func waveform(count: Int, sampleRate: Int = 16_000) -> Waveform {
    var noise = TestNoise(state: 99)
    return Waveform(samples: (0..<count).map { _ in Float(noise.next() / 2) }, sampleRate: sampleRate)
  }
}
