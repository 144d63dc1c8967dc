/// What a file's header promises, read without decoding.
///
/// libsndfile silently trims a promise to what is there, so whether a file was cut has to be found out before.
struct ContainerSurvey {
  /// Bytes of sound that the header promises; nil where it does not say, as in recordings of a stream.
  var declaredByteCount: Int64?

  /// Bytes of sound that follow the header.
  var presentByteCount: Int64 = 0

  /// Channels, where the header is simple enough to tell.
  var channelCount: Int?

  /// Samples per second, where the header is simple enough to tell.
  var sampleRate: Int?

  /// Whether the end is missing although no number says so: an Ogg stream without its last page.
  var lacksEnd = false

  /// Where the sound of a WAV begins whose header does not know its length.
  var unknownLengthPayloadOffset: Int64?

  /// Whether sound that was promised is missing.
  var isTruncated: Bool { lacksEnd || declaredByteCount.map { $0 > presentByteCount } ?? false }

  /// The promised length, told from the length of what is there.
  func declaredSeconds(decodedSeconds: Double) -> Double? {
    guard let declaredByteCount, presentByteCount > 0, declaredByteCount > presentByteCount else {
      return nil
    }
    return decodedSeconds * Double(declaredByteCount) / Double(presentByteCount)
  }

  init(_ source: ByteSource, container: Container?) {
    switch container {
    case .wav: surveyRIFF(source)
    case .wave64: surveyWave64(source)
    case .aiff: surveyAIFF(source)
    case .au: surveyAU(source)
    case .coreAudio: surveyCoreAudio(source)
    case .mpeg4: surveyMPEG4(source)
    case .ogg: lacksEnd = OggPages.lackEnd(source)
    default: break
    }
  }

  /// Files with more chunks than this are hostile; the survey stops there.
  private static let chunkLimit = 10_000

  private mutating func setPayload(at offset: Int64, byteCount: Int64?, in source: ByteSource) {
    presentByteCount = max(0, source.length - offset)
    declaredByteCount = byteCount
  }

  /// Whether another chunk, and not sound, begins here: a name in letters, and a size that fits.
  private static func isChunk(_ source: ByteSource, at offset: Int64) -> Bool {
    let head = source.bytes(at: offset, count: 8)
    guard head.count == 8, head.prefix(4).allSatisfy({ (0x20...0x7e).contains($0) }) else { return false }
    return offset + 8 + Int64(ByteOrder.little.uint32(head, at: 4)) <= source.length
  }

  /// Multimedia Programming Interface 1.0 (RIFF); EBU Tech 3306 (RF64).
  private mutating func surveyRIFF(_ source: ByteSource) {
    let isBigEndian = source.bytes(at: 0, count: 4).starts(with: "RIFX".utf8)
    let number = isBigEndian ? ByteOrder.big : ByteOrder.little
    var largeSize: Int64?
    var offset: Int64 = 12
    for _ in 0..<Self.chunkLimit {
      let head = source.bytes(at: offset, count: 8)
      guard head.count == 8 else { return }
      let size = Int64(number.uint32(head, at: 4))
      if head.starts(with: "fmt ".utf8) {
        let format = source.bytes(at: offset + 8, count: 8)
        guard format.count == 8 else { return }
        channelCount = Int(number.uint32(format, at: 0) >> (isBigEndian ? 0 : 16) & 0xffff)
        sampleRate = Int(number.uint32(format, at: 4))
      } else if head.starts(with: "ds64".utf8) {
        let sizes = source.bytes(at: offset + 16, count: 8)
        if sizes.count == 8 { largeSize = Int64(bitPattern: number.uint64(sizes, at: 0)) }
      } else if head.starts(with: "data".utf8) {
        // 0, and sizes near 2^31 and 2^32, are what programs write that do not know the length yet.
        let payload = offset + 8
        let isUnknown =
          size == 0
          ? !Self.isChunk(source, at: payload) : size >= 0x7fff_0000 && payload + size != source.length
        if isUnknown, largeSize == nil, !isBigEndian { unknownLengthPayloadOffset = payload }
        return setPayload(at: payload, byteCount: isUnknown ? largeSize : size, in: source)
      }
      offset += 8 + size + size % 2
    }
  }

  /// Sony Pictures Digital, Wave64: chunks with 16-byte names and sizes that include the 24-byte head.
  private mutating func surveyWave64(_ source: ByteSource) {
    var offset: Int64 = 40
    for _ in 0..<Self.chunkLimit {
      let head = source.bytes(at: offset, count: 24)
      guard head.count == 24 else { return }
      let size = Int64(bitPattern: ByteOrder.little.uint64(head, at: 16))
      guard size >= 24, size < Int64.max - offset - 8 else { return }
      if head.starts(with: "data".utf8) {
        return setPayload(at: offset + 24, byteCount: size - 24, in: source)
      }
      offset += (size + 7) / 8 * 8
    }
  }

  /// Apple, Audio Interchange File Format 1.3 and AIFF-C.
  private mutating func surveyAIFF(_ source: ByteSource) {
    var offset: Int64 = 12
    for _ in 0..<Self.chunkLimit {
      let head = source.bytes(at: offset, count: 8)
      guard head.count == 8 else { return }
      let size = Int64(ByteOrder.big.uint32(head, at: 4))
      if head.starts(with: "COMM".utf8) {
        let common = source.bytes(at: offset + 8, count: 4)
        if common.count == 4 { channelCount = Int(ByteOrder.big.uint32(common, at: 0) >> 16) }
      } else if head.starts(with: "SSND".utf8) {
        return setPayload(at: offset + 8, byteCount: size == 0 ? nil : size, in: source)
      }
      offset += 8 + size + size % 2
    }
  }

  /// Sun's audio file: one header of at least six numbers; all ones where the length is unknown.
  private mutating func surveyAU(_ source: ByteSource) {
    let head = source.bytes(at: 0, count: 24)
    guard head.count == 24 else { return }
    let number = head.starts(with: ".snd".utf8) ? ByteOrder.big : ByteOrder.little
    let size = number.uint32(head, at: 8)
    sampleRate = Int(number.uint32(head, at: 16))
    channelCount = Int(number.uint32(head, at: 20))
    setPayload(
      at: Int64(number.uint32(head, at: 4)), byteCount: size == .max || size == 0 ? nil : Int64(size),
      in: source)
  }

  /// Apple Core Audio Format specification: chunks with 64-bit sizes, -1 for "to the end".
  private mutating func surveyCoreAudio(_ source: ByteSource) {
    var offset: Int64 = 8
    for _ in 0..<Self.chunkLimit {
      let head = source.bytes(at: offset, count: 12)
      guard head.count == 12 else { return }
      let size = Int64(bitPattern: ByteOrder.big.uint64(head, at: 4))
      if head.starts(with: "data".utf8) {
        return setPayload(at: offset + 12, byteCount: size < 0 ? nil : size, in: source)
      }
      guard size >= 0, size < Int64.max - offset - 12 else { return }
      offset += 12 + size
    }
  }

  /// ISO/IEC 14496-12: boxes; the one called mdat holds the sound. A size of 1 is followed by 64 bits.
  private mutating func surveyMPEG4(_ source: ByteSource) {
    var offset: Int64 = 0
    for _ in 0..<Self.chunkLimit {
      let head = source.bytes(at: offset, count: 16)
      guard head.count >= 8 else { return }
      var size = Int64(ByteOrder.big.uint32(head, at: 0))
      if size == 1, head.count == 16 { size = Int64(bitPattern: ByteOrder.big.uint64(head, at: 8)) }
      guard size >= 8, size < Int64.max - offset else { return }
      if head[4...].starts(with: "mdat".utf8), offset + size > source.length {
        return setPayload(at: offset + 8, byteCount: size - 8, in: source)
      }
      offset += size
    }
  }
}
