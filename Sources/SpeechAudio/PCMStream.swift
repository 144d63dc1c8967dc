/// Reads raw samples, or a WAV stream whose length nobody knows, as they come through a pipe: what
/// `ffmpeg -f s16le -` or `ffmpeg -f wav -` writes.
///
/// ```swift
/// var stream = PCMStream(encoding: .signed16, sampleRate: 16_000, channelCount: 1)
/// let samples = try stream.push(bytes)  // mono, -1...1
/// ```
///
/// A stream that begins with `RIFF` says itself what it holds, and the arguments do not count.
public struct PCMStream: Sendable {
  /// How a sample is written; all little-endian.
  public enum Encoding: String, Sendable, CaseIterable {
    /// 16 bits, signed.
    case signed16 = "s16le"
    /// 32 bits, signed.
    case signed32 = "s32le"
    /// 32 bits, floating point, -1...1.
    case float32 = "f32le"

    /// Bytes of a sample.
    public var byteCount: Int { self == .signed16 ? 2 : 4 }
  }

  /// How samples are written.
  public private(set) var encoding: Encoding

  /// Samples per second, in hertz; final once ``isKnown``.
  public private(set) var sampleRate: Int

  /// Channels, which are mixed to one; final once ``isKnown``.
  public private(set) var channelCount: Int

  /// Whether enough has come to tell raw samples from a WAV stream.
  public private(set) var isKnown = false

  private var waiting: [UInt8] = []
  /// Largest header that is waited for.
  private static let headerLimit = 1 << 16

  /// Describes a stream.
  ///
  /// - Parameters:
  ///   - encoding: How samples are written.
  ///   - sampleRate: Samples per second, in hertz.
  ///   - channelCount: Channels, one after the other.
  public init(encoding: Encoding, sampleRate: Int, channelCount: Int) {
    precondition(sampleRate > 0 && channelCount > 0, "a stream has a positive rate and at least one channel")
    self.encoding = encoding
    self.sampleRate = sampleRate
    self.channelCount = channelCount
  }

  /// Takes the next bytes in.
  ///
  /// - Parameter bytes: Any number of them.
  /// - Returns: The samples that are complete now, mixed to one channel, nominally within -1...1.
  /// - Throws: `AudioError.damaged` where a WAV header holds something else than plain samples.
  public mutating func push(_ bytes: some Sequence<UInt8>) throws(AudioError) -> [Float] {
    waiting.append(contentsOf: bytes)
    if !isKnown {
      guard waiting.count >= 4 else { return [] }
      if waiting.starts(with: Array("RIFF".utf8)) {
        guard try readHeader() else { return [] }
      }
      isKnown = true
    }
    let frame = encoding.byteCount * channelCount
    let count = waiting.count / frame
    guard count > 0 else { return [] }
    let samples = waiting.withUnsafeBytes { bytes in
      (0..<count).map { index in
        var sum: Float = 0
        for channel in 0..<channelCount {
          sum += sample(bytes, at: index * frame + channel * encoding.byteCount)
        }
        return sum / Float(channelCount)
      }
    }
    waiting.removeFirst(count * frame)
    return samples
  }

  private func sample(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
    switch encoding {
    case .signed16:
      Float(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))) / 32768
    case .signed32:
      Float(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))) / 2_147_483_648
    case .float32:
      Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
  }

  /// Reads a WAV header up to its samples; false where more bytes are needed.
  private mutating func readHeader() throws(AudioError) -> Bool {
    let refusal = { (detail: String) in
      AudioError.damaged(path: "standard input", container: "WAV", detail: detail)
    }
    var offset = 12
    var hasFormat = false
    while offset + 8 <= waiting.count {
      let name = String(decoding: waiting[offset..<offset + 4], as: UTF8.self)
      let size = Int(number(at: offset + 4, bytes: 4))
      if name == "data" {
        guard hasFormat else { throw refusal("its WAV header has samples before their format") }
        waiting.removeFirst(offset + 8)
        return true
      }
      guard offset + 8 + size <= Self.headerLimit else {
        throw refusal("its WAV header is longer than 64 KB")
      }
      if name == "fmt " {
        guard offset + 8 + size <= waiting.count, size >= 16 else { return false }
        var kind = number(at: offset + 8, bytes: 2)
        // WAVE_FORMAT_EXTENSIBLE names the encoding in the first bytes of its identifier.
        if kind == 0xFFFE, size >= 40 { kind = number(at: offset + 32, bytes: 2) }
        switch (kind, number(at: offset + 22, bytes: 2)) {
        case (1, 16): encoding = .signed16
        case (1, 32): encoding = .signed32
        case (3, 32): encoding = .float32
        default: throw refusal("its WAV header says neither 16 or 32 bit samples nor 32 bit floating point")
        }
        channelCount = Int(number(at: offset + 10, bytes: 2))
        sampleRate = Int(number(at: offset + 12, bytes: 4))
        guard channelCount > 0, AudioFormats.sampleRates.contains(sampleRate) else {
          throw refusal("its WAV header says \(channelCount) channels at \(sampleRate) Hz")
        }
        hasFormat = true
      }
      offset += 8 + size + size % 2
    }
    guard waiting.count < Self.headerLimit else { throw refusal("no samples follow its WAV header") }
    return false
  }

  private func number(at offset: Int, bytes: Int) -> UInt32 {
    (0..<bytes).reduce(0) { $0 | UInt32(waiting[offset + $1]) << (8 * UInt32($1)) }
  }
}
