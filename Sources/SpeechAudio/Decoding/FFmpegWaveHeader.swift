/// The beginning of the WAV that ffmpeg writes to a pipe: what is in it, and where the samples start.
struct FFmpegWaveHeader {
  let channelCount: Int
  let sampleRate: Int
  let byteCount: Int

  /// A header is far shorter; more bytes without samples are something else.
  static let longest = 1 << 16

  /// Reads a header; nil where it is not whole yet.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: "RIFF".utf8) else { return nil }
    var format: (channelCount: Int, sampleRate: Int)?
    var offset = 12
    while offset + 8 <= bytes.count {
      let size = Int(ByteOrder.little.uint32(bytes, at: offset + 4))
      let name = bytes[offset..<offset + 4]
      if name.elementsEqual("fmt ".utf8), offset + 16 <= bytes.count {
        format = (
          Int(ByteOrder.little.uint32(bytes, at: offset + 8) >> 16),
          Int(ByteOrder.little.uint32(bytes, at: offset + 12))
        )
      } else if name.elementsEqual("data".utf8), let format {
        (channelCount, sampleRate) = format
        byteCount = offset + 8
        return
      }
      offset += 8 + size + size % 2
    }
    return nil
  }
}
