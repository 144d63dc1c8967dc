/// The pages at the end of an Ogg file (RFC 3533, section 6).
enum OggPages {
  /// A page's head, its list of segments and their bytes are at most this long.
  private static let longestPage = 27 + 255 + 255 * 255

  /// Whether the last page is not marked as the stream's last, or is itself incomplete.
  static func lackEnd(_ source: ByteSource) -> Bool {
    let start = max(0, source.length - Int64(longestPage))
    let tail = source.bytes(at: start, count: longestPage)
    var offset = tail.count - 27
    while offset >= 0 {
      if tail[offset] == 0x4f, tail[offset...].starts(with: "OggS".utf8), tail[offset + 4] == 0 {
        let isLast = tail[offset + 5] & 4 != 0
        let segmentCount = Int(tail[offset + 26])
        let segments = tail[(offset + 27)...].prefix(segmentCount)
        let end = offset + 27 + segmentCount + segments.reduce(0) { $0 + Int($1) }
        return !isLast || end > tail.count
      }
      offset -= 1
    }
    return true
  }
}
