import Foundation

/// WAV files byte by byte, for headers that no library would write.
struct WAVBytes {
  var formatTag: UInt16 = 1
  var channelCount: UInt16 = 1
  var sampleRate: UInt32 = 16000
  var bitsPerSample: UInt16 = 16
  /// What the header says that follows; nil tells the truth.
  var declaredByteCount: UInt32?
  var payload = Data()

  var data: Data {
    var data = Data("RIFF".utf8)
    let declared = declaredByteCount ?? UInt32(payload.count)
    let blockAlign = channelCount * (bitsPerSample / 8)
    append(declared &+ 36, to: &data)
    data.append(contentsOf: "WAVEfmt ".utf8)
    append(UInt32(16), to: &data)
    append(formatTag, to: &data)
    append(channelCount, to: &data)
    append(sampleRate, to: &data)
    append(sampleRate &* UInt32(blockAlign), to: &data)
    append(blockAlign, to: &data)
    append(bitsPerSample, to: &data)
    data.append(contentsOf: "data".utf8)
    append(declared, to: &data)
    return data + payload
  }

  static func integers(_ samples: [Float]) -> Data {
    var data = Data()
    for sample in samples { append(Int16(max(-32768, min(32767, sample * 32768))), to: &data) }
    return data
  }

  static func floats(_ samples: [Float]) -> Data {
    var data = Data()
    for sample in samples { append(sample.bitPattern, to: &data) }
    return data
  }

  private static func append(_ number: some FixedWidthInteger, to data: inout Data) {
    withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
  }

  private func append(_ number: some FixedWidthInteger, to data: inout Data) {
    Self.append(number, to: &data)
  }
}
