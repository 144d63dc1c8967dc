import Foundation
public import SpeechAudio

/// A room: the voice, early reflections off its walls, and a tail that dies away.
///
/// The impulse response is drawn: six reflections at random delays of up to 40 ms, then Gaussian noise whose amplitude falls
/// by 60 dB within the reverberation time (Polack's model, "La transmission de l'énergie sonore dans les salles", 1988;
/// Jot, Cerveau & Warusfel 1997). Real rooms damp high frequencies more; this one does so by one pole at 4 kHz.
public struct Reverberation: Sendable, Hashable {
  /// Time in which the tail falls by 60 dB (RT60), in seconds; above 0.
  public var time: Double

  /// Power of the direct sound over that of all reflections, in decibels: near the microphone it is positive.
  public var directToReverberant: Double

  /// A small furnished room, the speaker a metre and a half away.
  public static let smallRoom = Reverberation(time: 0.3, directToReverberant: 3)

  /// A large hall, the speaker a few metres away.
  public static let largeHall = Reverberation(time: 0.8, directToReverberant: -3)

  /// Describes a room.
  ///
  /// - Parameters:
  ///   - time: RT60, in seconds; above 0, at most 10.
  ///   - directToReverberant: Direct over reflected power, in decibels.
  public init(time: Double, directToReverberant: Double) {
    precondition(time > 0 && time <= 10, "a reverberation time is above 0 and at most 10 s, not \(time)")
    self.time = time
    self.directToReverberant = directToReverberant
  }

  /// Puts a voice into the room.
  ///
  /// - Parameters:
  ///   - waveform: A clip.
  ///   - generator: Draws the room's reflections.
  /// - Returns: As many samples, at the original's active level; what rings on behind the end is cut.
  public func applied(
    to waveform: Waveform, using generator: inout some RandomNumberGenerator
  ) -> Waveform {
    guard !waveform.samples.isEmpty else { return waveform }
    let response = impulseResponse(sampleRate: waveform.sampleRate, using: &generator)
    let wet = Convolution.convolved(waveform.samples, with: response).prefix(waveform.samples.count)
    let result = Waveform(samples: Array(wet), sampleRate: waveform.sampleRate)
    guard let before = waveform.activeSpeechLevel, let after = result.activeSpeechLevel else { return result }
    return Loudness.scaled(result, decibels: before - after)
  }

  /// The room's answer to a click: the direct sound of amplitude 1 at 0, then everything else.
  func impulseResponse(sampleRate: Int, using generator: inout some RandomNumberGenerator) -> [Float] {
    let rate = Double(sampleRate)
    let count = max(2, Int(time * rate))
    var response = GaussianSamples.make(count: count, using: &generator)
    // 60 dB are a factor of 1000 = exp(6.908).
    let decay = 6.908 / (time * rate)
    // The tail sets in after the first reflections, within 10 ms.
    let onset = 0.01 * rate
    let pole = Float(exp(-2 * Double.pi * min(4000, 0.4 * rate) / rate))
    var memory = Float(0)
    for index in response.indices {
      let envelope = exp(-decay * Double(index)) * min(1, Double(index) / onset)
      memory = pole * memory + (1 - pole) * Float(envelope) * response[index]
      response[index] = memory
    }
    let tailPeak = response.map(abs).max() ?? 1
    for _ in 0..<6 {
      let delay = (0.002 + 0.038 * GaussianSamples.uniform(using: &generator)) * rate
      let sign: Float = GaussianSamples.uniform(using: &generator) < 0.5 ? -1 : 1
      guard Int(delay) < count else { continue }
      response[Int(delay)] += sign * 2 * tailPeak * Float(exp(-decay * delay))
    }
    response[0] = 0
    let reflected = response.reduce(0) { $0 + Double($1 * $1) }
    let gain = Float((pow(10, -directToReverberant / 10) / max(reflected, 1e-20)).squareRoot())
    for index in response.indices { response[index] *= gain }
    response[0] = 1
    return response
  }
}
