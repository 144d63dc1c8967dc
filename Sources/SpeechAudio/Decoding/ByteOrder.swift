/// How a container stores its numbers.
enum ByteOrder {
  case big
  case little

  /// Four bytes as a number; the array must hold them.
  func uint32(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    let value = bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return self == .big ? value : value.byteSwapped
  }

  /// Eight bytes as a number; the array must hold them.
  func uint64(_ bytes: [UInt8], at offset: Int) -> UInt64 {
    let value = bytes[offset..<offset + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return self == .big ? value : value.byteSwapped
  }

  /// A number as bytes.
  func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: self == .big ? number.bigEndian : number.littleEndian) { Array($0) }
  }
}
