import Foundation
public import SpeechAudio

/// A line of the old telephone network: 300 to 3400 Hz at 8 kHz, each sample one byte of mu-law.
///
/// ITU-T G.711 for the bytes, G.712 for the band, here by Butterworth filters of fourth order; at the nominal level
/// (-26 dB below full scale), because the steps of mu-law depend on it.
public struct TelephoneBand: Sendable, Hashable {
  /// Samples a second on the line, in hertz.
  public static let sampleRate = 8000

  /// Passes on to the line.
  public init() {}

  /// Sends a voice through.
  ///
  /// - Parameter waveform: A clip at any rate.
  /// - Returns: As many samples at the same rate, with nothing above 4 kHz; at the nominal level.
  /// - Throws: `AudioError.resamplingFailed`.
  public func applied(to waveform: Waveform) throws(AudioError) -> Waveform {
    var line = try Degradation.nominal(waveform).resampled(to: Self.sampleRate)
    let rate = Double(Self.sampleRate)
    // The qualities of the two sections of a Butterworth filter of fourth order.
    for quality in [0.5412, 1.3066] {
      Biquad.highPass(hertz: 300, quality: quality, sampleRate: rate).apply(to: &line.samples)
      Biquad.lowPass(hertz: 3400, quality: quality, sampleRate: rate).apply(to: &line.samples)
    }
    for index in line.samples.indices {
      line.samples[index] = MuLaw.decoded(MuLaw.encoded(line.samples[index]))
    }
    var result = try line.resampled(to: waveform.sampleRate)
    let missing = waveform.samples.count - result.samples.count
    if missing > 0 {
      result.samples.append(contentsOf: repeatElement(0, count: missing))
    } else {
      result.samples.removeLast(-missing)
    }
    return result
  }
}

/// One sample in one byte, finer where it is small (ITU-T G.711, mu-law).
enum MuLaw {
  private static let bias = 33

  /// The byte of a sample within -1...1; what is beyond is clipped.
  static func encoded(_ sample: Float) -> UInt8 {
    // 14 bits: the sign and 13 for the magnitude.
    let magnitude = min(Int((abs(sample) * 8192).rounded()), 8158) + bias
    let exponent = Int.bitWidth - magnitude.leadingZeroBitCount - 6  // 0...7: the highest bit is 5...12
    let mantissa = (magnitude >> (exponent + 1)) & 0xF
    let sign = sample < 0 ? 0x80 : 0
    return ~UInt8(sign | exponent << 4 | mantissa)
  }

  /// The sample of a byte, in the middle of what it stands for.
  static func decoded(_ byte: UInt8) -> Float {
    let bits = Int(~byte)
    let exponent = (bits >> 4) & 7
    let magnitude = ((2 * (bits & 0xF) + 33) << exponent) - bias
    return Float(bits & 0x80 == 0 ? magnitude : -magnitude) / 8192
  }
}

/// A filter of second order in direct form II transposed, with the coefficients of Bristow-Johnson's "Cookbook formulae for
/// audio equalizer biquad filter coefficients".
struct Biquad {
  private let b0: Double
  private let b1: Double
  private let b2: Double
  private let a1: Double
  private let a2: Double

  static func lowPass(hertz: Double, quality: Double, sampleRate: Double) -> Biquad {
    Biquad(hertz: hertz, quality: quality, sampleRate: sampleRate, isHighPass: false)
  }

  static func highPass(hertz: Double, quality: Double, sampleRate: Double) -> Biquad {
    Biquad(hertz: hertz, quality: quality, sampleRate: sampleRate, isHighPass: true)
  }

  private init(hertz: Double, quality: Double, sampleRate: Double, isHighPass: Bool) {
    let omega = 2 * Double.pi * hertz / sampleRate
    let alpha = sin(omega) / (2 * quality)
    let a0 = 1 + alpha
    let edge = isHighPass ? 1 + cos(omega) : 1 - cos(omega)
    b0 = edge / 2 / a0
    b1 = (isHighPass ? -edge : edge) / a0
    b2 = edge / 2 / a0
    a1 = -2 * cos(omega) / a0
    a2 = (1 - alpha) / a0
  }

  func apply(to samples: inout [Float]) {
    var (one, two) = (0.0, 0.0)
    for index in samples.indices {
      let input = Double(samples[index])
      let output = b0 * input + one
      one = b1 * input - a1 * output + two
      two = b2 * input - a2 * output
      samples[index] = Float(output)
    }
  }
}
