import Foundation

/// Audio files that tests write themselves.
enum TestAudio {
  /// A 16-bit mono WAV file of a buzz whose pitch wavers, a little like a voice.
  ///
  /// - Parameters:
  ///   - seconds: Length.
  ///   - hertz: Pitch.
  ///   - sampleRate: Samples per second.
  /// - Returns: The bytes of the file.
  static func wav(seconds: Double = 0.6, hertz: Double = 140, sampleRate: Int = 16_000) -> Data {
    let count = Int(seconds * Double(sampleRate))
    var phase = 0.0
    let samples = (0..<count).map { index -> Int16 in
      let time = Double(index) / Double(sampleRate)
      phase += hertz * (1 + 0.05 * sin(2 * .pi * 5 * time)) / Double(sampleRate)
      let overtones = (1...8).reduce(0.0) { $0 + sin(2 * .pi * phase * Double($1)) / Double($1) }
      return Int16(6000 * overtones * (0.6 + 0.4 * sin(2 * .pi * 3 * time)))
    }
    return wav(samples: samples, sampleRate: sampleRate)
  }

  /// A 16-bit mono WAV file of given samples.
  static func wav(samples: [Int16], sampleRate: Int = 16_000) -> Data {
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
