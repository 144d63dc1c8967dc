import Foundation

/// A picture of shades as a PNG file (ISO/IEC 15948) of 8 bits with a palette, its data stored without compression: small pictures
/// inside an SVG do not need more.
struct PixelImage {
  let width: Int
  let height: Int
  /// Places in the palette, row by row from the top; shape `[height, width]`.
  let pixels: [UInt8]
  /// Red, green and blue of each place.
  let palette: [(red: UInt8, green: UInt8, blue: UInt8)]

  /// The whole file.
  var png: Data {
    var header = Data()
    header.append(bigEndian: UInt32(width))
    header.append(bigEndian: UInt32(height))
    header.append(contentsOf: [8, 3, 0, 0, 0])  // eight bits, palette, deflate, no filter, not interlaced
    var rows = [UInt8]()
    rows.reserveCapacity(height * (width + 1))
    for row in 0..<height {
      rows.append(0)
      rows += pixels[row * width..<(row + 1) * width]
    }
    var file = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    file.append(Self.chunk("IHDR", header))
    file.append(Self.chunk("PLTE", Data(palette.flatMap { [$0.red, $0.green, $0.blue] })))
    file.append(Self.chunk("IDAT", Self.stored(rows)))
    file.append(Self.chunk("IEND", Data()))
    return file
  }

  /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
  private static func stored(_ bytes: [UInt8]) -> Data {
    var stream = Data([0x78, 0x01])
    var position = 0
    repeat {
      let count = min(bytes.count - position, 65535)
      let isLast = position + count == bytes.count
      stream.append(isLast ? 1 : 0)
      for part in [UInt16(count), ~UInt16(count)] {
        stream.append(contentsOf: [UInt8(part & 0xFF), UInt8(part >> 8)])
      }
      stream.append(contentsOf: bytes[position..<position + count])
      position += count
    } while position < bytes.count
    var (low, high): (UInt32, UInt32) = (1, 0)  // Adler-32
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    stream.append(bigEndian: high << 16 | low)
    return stream
  }

  private static func chunk(_ type: String, _ content: Data) -> Data {
    var chunk = Data()
    chunk.append(bigEndian: UInt32(content.count))
    let body = Data(type.utf8) + content
    chunk.append(body)
    chunk.append(bigEndian: checksum(body))
    return chunk
  }

  /// CRC-32 of a chunk's type and content.
  private static func checksum(_ bytes: Data) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1 }
    }
    return ~remainder
  }
}

extension Data {
  fileprivate mutating func append(bigEndian value: UInt32) {
    append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) })
  }
}
