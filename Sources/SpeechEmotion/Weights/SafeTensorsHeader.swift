/// The header of a safetensors file: one flat JSON object.
///
/// A general JSON decoder keeps one of two equal keys without a word; here that would hide a tensor. So this
/// reads exactly the grammar that the format has, and nothing nested deeper than it allows.
struct SafeTensorsHeader {
  /// What the header says of one tensor; numbers are not checked against the file yet.
  struct Entry: Equatable {
    var name: String
    var elementType: String
    var shape: [Int]
    var begin: Int
    var end: Int
  }

  private(set) var entries: [Entry] = []

  /// Free text about the file (`__metadata__`).
  private(set) var metadata: [String: String] = [:]

  private var parser: JSONScanner

  init(_ bytes: some Sequence<UInt8>) throws(SafeTensorsError) {
    parser = JSONScanner(bytes: Array(bytes))
    var names: Set<String> = []
    try readObject { (name, header) throws(SafeTensorsError) in
      guard names.insert(name).inserted else { throw SafeTensorsError(problem: .duplicateName(name)) }
      if name == "__metadata__" {
        try header.readMetadata()
      } else {
        try header.readEntry(name)
      }
    }
    try parser.finish()
  }

  private mutating func readMetadata() throws(SafeTensorsError) {
    try readObject { (key, header) throws(SafeTensorsError) in
      header.metadata[key] = try header.parser.string()
    }
  }

  private mutating func readEntry(_ name: String) throws(SafeTensorsError) {
    var elementType: String?
    var shape: [Int]?
    var offsets: [Int]?
    let start = parser.offset
    try readObject { (key, header) throws(SafeTensorsError) in
      switch (key, elementType, shape, offsets) {
      case ("dtype", nil, _, _): elementType = try header.parser.string()
      case ("shape", _, nil, _): shape = try header.integers(atMost: 8)
      case ("data_offsets", _, _, nil): offsets = try header.integers(atMost: 2)
      default: throw header.parser.error("dtype, shape and data_offsets, once each")
      }
    }
    guard let elementType, let shape, let offsets, offsets.count == 2 else {
      throw SafeTensorsError(
        problem: .header(offset: start, expected: "dtype, shape and two data_offsets for the tensor \(name)"))
    }
    entries.append(
      Entry(name: name, elementType: elementType, shape: shape, begin: offsets[0], end: offsets[1]))
  }

  private mutating func readObject(
    _ member: (String, inout SafeTensorsHeader) throws(SafeTensorsError) -> Void
  ) throws(SafeTensorsError) {
    try parser.expect("{")
    if parser.accept("}") { return }
    repeat {
      let key = try parser.string()
      try parser.expect(":")
      try member(key, &self)
    } while parser.accept(",")
    try parser.expect("}")
  }

  private mutating func integers(atMost maximum: Int) throws(SafeTensorsError) -> [Int] {
    var values: [Int] = []
    try parser.expect("[")
    if parser.accept("]") { return values }
    repeat {
      values.append(try parser.integer())
      guard values.count <= maximum else { throw parser.error("at most \(maximum) numbers") }
    } while parser.accept(",")
    try parser.expect("]")
    return values
  }
}

/// Reads the few JSON tokens that a safetensors header is made of.
struct JSONScanner {
  let bytes: [UInt8]
  private(set) var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func error(_ expected: String) -> SafeTensorsError {
    SafeTensorsError(problem: .header(offset: 8 + offset, expected: expected))
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  mutating func accept(_ token: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, UInt32(bytes[offset]) == token.value else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ token: Unicode.Scalar) throws(SafeTensorsError) {
    guard accept(token) else { throw error("\"\(token)\"") }
  }

  mutating func finish() throws(SafeTensorsError) {
    skipSpace()
    guard offset == bytes.count else { throw error("nothing more") }
  }

  /// A whole number that is not negative, without sign, fraction or exponent.
  mutating func integer() throws(SafeTensorsError) -> Int {
    skipSpace()
    let start = offset
    var value = 0
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) {
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowedAgain) = product.addingReportingOverflow(Int(bytes[offset] - 0x30))
      guard !overflowed, !overflowedAgain else { throw error("a number that fits in 64 bits") }
      value = sum
      offset += 1
    }
    guard offset > start else { throw error("a whole number that is not negative") }
    return value
  }

  mutating func string() throws(SafeTensorsError) -> String {
    try expect("\"")
    var units: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case 0x22:
        guard let text = String(validating: units, as: UTF8.self) else { throw error("UTF-8 text") }
        return text
      case 0x5C: units.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw error("no control character in text")
      default: units.append(byte)
      }
    }
    throw error("the end of a text")
  }

  private mutating func escape() throws(SafeTensorsError) -> Character {
    guard offset < bytes.count else { throw error("an escaped character") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case 0x22: return "\""
    case 0x5C: return "\\"
    case 0x2F: return "/"
    case 0x62: return "\u{8}"
    case 0x66: return "\u{C}"
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75:
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), offset + 1 < bytes.count, bytes[offset] == 0x5C,
        bytes[offset + 1] == 0x75
      {
        offset += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw error("the second half of a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("a Unicode scalar") }
      return Character(scalar)
    default: throw error("a JSON escape")
    }
  }

  private mutating func hexadecimal() throws(SafeTensorsError) -> UInt32 {
    guard offset + 4 <= bytes.count,
      bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits") }
    offset += 4
    return code
  }
}
