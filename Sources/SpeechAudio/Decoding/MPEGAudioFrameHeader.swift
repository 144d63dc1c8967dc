/// The four bytes that begin each frame of an MP3 (MPEG-1, 2 and 2.5 audio, layers I to III).
///
/// ISO/IEC 11172-3, 2.4.2.3, and 13818-3; the frame length formula is 2.4.3.1's.
struct MPEGAudioFrameHeader {
  let byteCount: Int
  let sampleCount: Int
  let sampleRate: Int
  let channelCount: Int

  /// Where the side information ends and a `Xing` or `Info` tag would begin, from the frame's start.
  let tagOffset: Int

  /// The bits that do not change within a stream: version, layer, rate.
  let stream: UInt32

  /// Kilobits per second by bit rate index 1 to 14, for the five tables of the standard.
  private static let bitRates: [[Int]] = [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]

  private static let sampleRates = [44100, 48000, 32000]

  /// Reads a header; nil where the bits are none. Free format (a bit rate index of 0) is not supported.
  init?(_ bits: UInt32) {
    let version = Int(bits >> 19 & 3)  // 0: MPEG-2.5, 2: MPEG-2, 3: MPEG-1
    let layer = 4 - Int(bits >> 17 & 3)
    let bitRateIndex = Int(bits >> 12 & 15)
    let rateIndex = Int(bits >> 10 & 3)
    guard bits >> 21 == 0x7ff, version != 1, layer != 4, (1...14).contains(bitRateIndex), rateIndex != 3,
      bits & 3 != 2
    else { return nil }
    let isVersion1 = version == 3
    let table = isVersion1 ? layer - 1 : (layer == 1 ? 3 : 4)
    let bitRate = Self.bitRates[table][bitRateIndex - 1] * 1000
    let sampleRate = Self.sampleRates[rateIndex] >> (isVersion1 ? 0 : version == 2 ? 1 : 2)
    let padding = Int(bits >> 9 & 1)
    sampleCount = layer == 1 ? 384 : (layer == 3 && !isVersion1 ? 576 : 1152)
    byteCount =
      layer == 1
      ? (12 * bitRate / sampleRate + padding) * 4 : sampleCount / 8 * bitRate / sampleRate + padding
    self.sampleRate = sampleRate
    channelCount = bits >> 6 & 3 == 3 ? 1 : 2
    tagOffset = 4 + (isVersion1 ? (channelCount == 1 ? 17 : 32) : (channelCount == 1 ? 9 : 17))
    stream = bits & 0xfffe_0c00
  }
}
