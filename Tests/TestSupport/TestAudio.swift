package import Foundation

/// Audio files that tests write themselves.
package enum TestAudio {
  /// A 16-bit mono WAV file of a voice that says nothing: a buzz through the formants of changing vowels, pitch
  /// gliding, three syllables a second; `predict` takes it for speech.
  ///
  /// - Parameters:
  ///   - seconds: Length.
  ///   - hertz: Pitch.
  ///   - sampleRate: Samples per second.
  /// - Returns: The bytes of the file.
  package static func wav(seconds: Double = 0.6, hertz: Double = 140, sampleRate: Int = 16_000) -> Data {
    let count = Int(seconds * Double(sampleRate))
    let rate = Double(sampleRate)
    var phase = 0.0
    var state: UInt32 = 1
    let samples = (0..<count).map { index -> Int16 in
      let time = Double(index) / rate
      let pitch = hertz * (1.1 - 0.2 * time / max(seconds, 0.1) + 0.08 * sin(2 * .pi * 2.3 * time))
      phase += pitch / rate
      // From one vowel to the next and back.
      let vowel = 0.5 + 0.5 * sin(2 * .pi * 1.7 * time)
      let formants = [(350 + 400 * vowel, 1.0), (2100 - 900 * vowel, 0.5), (2700, 0.2)]
      var buzz = 0.0
      for overtone in 1...30 {
        let frequency = pitch * Double(overtone)
        guard frequency < min(4000, 0.45 * rate) else { break }
        let gain = formants.reduce(0.0) { $0 + $1.1 / (1 + pow((frequency - $1.0) / 90, 2)) }
        buzz += (gain + 0.02) * sin(2 * .pi * phase * Double(overtone))
      }
      state = state &* 1_664_525 &+ 1_013_904_223
      let breath = 0.01 * Double(Int32(bitPattern: state)) / 2_147_483_648
      let syllable = pow(abs(sin(.pi * 3 * time)), 0.7)
      return Int16(max(-32_000, min(32_000, 9000 * (buzz * syllable + breath))))
    }
    return wav(samples: samples, sampleRate: sampleRate)
  }

  /// A 16-bit mono WAV file of 16 kHz: two voices that say nothing, 2.5 and 6 s long, between silences of 1.7 s.
  package static func conversation() -> Data {
    let silence = [Int16](repeating: 0, count: 27_200).enumerated().map { Int16($0.offset % 5 - 2) }
    let voices = [(2.5, 140.0), (6, 220)].map { seconds, hertz in
      let bytes = [UInt8](wav(seconds: seconds, hertz: hertz).dropFirst(44))
      return stride(from: 0, to: bytes.count, by: 2).map {
        Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
      }
    }
    return wav(samples: silence + voices[0] + silence + voices[1] + silence)
  }

  /// A 16-bit mono WAV file of given samples.
  package static func wav(samples: [Int16], sampleRate: Int = 16_000) -> Data {
    func bytes(_ value: some FixedWidthInteger) -> Data {
      withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }
    let length = UInt32(2 * samples.count)
    var data = Data("RIFF".utf8) + bytes(36 + length) + Data("WAVEfmt ".utf8) + bytes(UInt32(16))
    data += bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(UInt32(sampleRate)) + bytes(UInt32(2 * sampleRate))
    data += bytes(UInt16(2)) + bytes(UInt16(16)) + Data("data".utf8) + bytes(length)
    return samples.reduce(into: data) { $0 += bytes($1) }
  }
}
