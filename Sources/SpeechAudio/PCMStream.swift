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
    /// 8 bits, unsigned, as in WAV files.
    case unsigned8 = "u8"
    /// 16 bits, signed.
    case signed16 = "s16le"
    /// 24 bits, signed, in three bytes.
    case signed24 = "s24le"
    /// 32 bits, signed.
    case signed32 = "s32le"
    /// 32 bits, floating point, -1...1.
    case float32 = "f32le"

    /// Bytes of a sample.
    public var byteCount: Int {
      switch self {
      case .unsigned8: 1
      case .signed16: 2
      case .signed24: 3
      case .signed32, .float32: 4
      }
    }
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
  /// Bytes of samples that a header promised and that have not come; nil where nobody said how many.
  private var promised: Int?
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
      } else if let name = Self.compressed.first(where: { waiting.starts(with: Array($0.key.utf8)) })?.value {
        throw .damaged(
          path: "standard input", container: name,
          detail: "it is compressed; decode it first (ffmpeg -i FILE -f wav -), or name the file")
      }
      isKnown = true
    }
    let frame = encoding.byteCount * channelCount
    let count = min(waiting.count, promised ?? .max) / frame
    // What follows the samples, such as the title of a piece of music, is no sound.
    if let left = promised, count * frame >= left - left % frame {
      defer { waiting.removeAll() }
      promised = 0
      return read(count, frame: frame)
    }
    promised = promised.map { $0 - count * frame }
    defer { waiting.removeFirst(count * frame) }
    return read(count, frame: frame)
  }

  /// Whether all samples that a header promised have come.
  public var isComplete: Bool { promised == 0 }

  /// Beginnings of compressed files, which are no samples.
  private static let compressed = ["OggS": "Ogg", "fLaC": "FLAC", "ID3": "MP3", "RF64": "RF64"]

  private func read(_ count: Int, frame: Int) -> [Float] {
    guard count > 0 else { return [] }
    return waiting.withUnsafeBytes { bytes in
      (0..<count).map { index in
        var sum: Float = 0
        for channel in 0..<channelCount {
          sum += sample(bytes, at: index * frame + channel * encoding.byteCount)
        }
        return sum / Float(channelCount)
      }
    }
  }

  private func sample(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
    switch encoding {
    case .unsigned8: return (Float(bytes[offset]) - 128) / 128
    case .signed24:
      let bits =
        UInt32(bytes[offset]) << 8 | UInt32(bytes[offset + 1]) << 16 | UInt32(bytes[offset + 2]) << 24
      return Float(Int32(bitPattern: bits)) / 2_147_483_648
    case .signed16:
      return Float(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))) / 32768
    case .signed32:
      return Float(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        / 2_147_483_648
    case .float32:
      return Float(
        bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
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
        // A writer that cannot go back leaves nothing, or the largest number, in place of the length.
        if size > 0, size < 0x7FFF_FF00 { promised = size }
        return true
      }
      guard offset + 8 + size <= Self.headerLimit else {
        throw refusal("its WAV header is longer than 64 KB")
      }
      if name == "fmt " {
        guard size >= 16 else {
          throw refusal("its WAV header describes its samples in \(size) bytes instead of 16")
        }
        guard offset + 8 + size <= waiting.count else { return false }
        var kind = number(at: offset + 8, bytes: 2)
        // WAVE_FORMAT_EXTENSIBLE names the encoding in the first bytes of its identifier.
        if kind == 0xFFFE, size >= 40 { kind = number(at: offset + 32, bytes: 2) }
        switch (kind, number(at: offset + 22, bytes: 2)) {
        case (1, 8): encoding = .unsigned8
        case (1, 16): encoding = .signed16
        case (1, 24): encoding = .signed24
        case (1, 32): encoding = .signed32
        case (3, 32): encoding = .float32
        default:
          throw refusal("its WAV header says neither whole numbers of 8 to 32 bits nor 32 bit floating point")
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
