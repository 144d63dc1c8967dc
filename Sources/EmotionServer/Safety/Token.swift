/// What a client has to know.
struct Token: Sendable {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether an `Authorization` header has it.
  func admits(authorization: String?) -> Bool {
    guard let authorization else { return false }
    let parts = authorization.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
    return equals(Array(parts[1].utf8))
  }

  /// Compares in a time that depends on the length of what was given alone, so that it does not tell how much was right.
  func equals(_ given: [UInt8]) -> Bool {
    var difference = UInt(bitPattern: bytes.count ^ given.count)
    for index in given.indices {
      difference |= UInt(given[index] ^ (bytes.isEmpty ? 1 : bytes[index % bytes.count]))
    }
    return difference == 0 && !bytes.isEmpty
  }
}
