/// Takes the first file out of a `multipart/form-data` body (RFC 7578) as it comes.
///
/// What the client calls its file is not looked at, beyond that it has a name.
struct MultipartFile {
  private enum State {
    case preamble
    case headers
    case skipping
    case file
    case done
  }

  /// The most that a part's headers may have, in bytes.
  static let headerLimit = 8 << 10

  private let delimiter: [UInt8]
  private var state = State.preamble
  private var waiting: [UInt8]

  /// - Parameter boundary: As the content type has it; 1 to 70 characters.
  init?(boundary: String) {
    guard (1...70).contains(boundary.utf8.count) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter needs no line before it.
    waiting = Array("\r\n".utf8)
  }

  /// Whether the file is complete.
  var isComplete: Bool { state == .done }

  /// Takes the next bytes in.
  ///
  /// - Parameter bytes: Any number of them.
  /// - Returns: Bytes of the file.
  /// - Throws: ``Problem`` where this is no form.
  mutating func push(_ bytes: some Sequence<UInt8>) throws -> ArraySlice<UInt8> {
    guard state != .done else { return [] }
    waiting.append(contentsOf: bytes)
    while true {
      switch state {
      case .preamble, .skipping:
        guard let end = endOfDelimiter() else {
          // What cannot begin a delimiter any more is not needed.
          waiting.removeFirst(max(0, waiting.count - delimiter.count - 2))
          return []
        }
        guard let isLast = isLastDelimiter(at: end) else { return [] }
        guard !isLast else { throw Self.noFile }
        waiting.removeFirst(end)
        state = .headers
      case .headers:
        guard let end = firstIndex(of: Array("\r\n\r\n".utf8)) else {
          guard waiting.count <= Self.headerLimit else { throw Self.damaged }
          return []
        }
        guard end <= Self.headerLimit else { throw Self.damaged }
        let headers = String(decoding: waiting[..<end], as: UTF8.self).lowercased()
        // The line end that closes the headers may begin the delimiter of an empty part.
        waiting.removeFirst(end + 2)
        state = headers.contains(/;\s*filename\*?\s*=/) ? .file : .skipping
        if state == .file { waiting.removeFirst(2) }
      case .file:
        if let start = firstIndex(of: delimiter) {
          defer { waiting = [] }
          state = .done
          return waiting[..<start]
        }
        let count = max(0, waiting.count - delimiter.count + 1)
        defer { waiting.removeFirst(count) }
        return waiting[..<count]
      case .done: return []
      }
    }
  }

  static var noFile: Problem {
    Problem(
      status: 400, code: "no_file",
      detail:
        "The form has no file. Send one, as `curl -F file=@voice.wav` does, or the bytes alone as the body.")
  }

  static var damaged: Problem {
    Problem(status: 400, code: "damaged_form", detail: "The body is no multipart form as RFC 7578 has it.")
  }

  private func endOfDelimiter() -> Int? { firstIndex(of: delimiter).map { $0 + delimiter.count } }

  /// Whether a delimiter is the last; nil where that is not yet known.
  private func isLastDelimiter(at end: Int) -> Bool? {
    guard waiting.count >= end + 2 else { return nil }
    return waiting[end] == UInt8(ascii: "-") && waiting[end + 1] == UInt8(ascii: "-")
  }

  private func firstIndex(of pattern: [UInt8]) -> Int? {
    guard waiting.count >= pattern.count else { return nil }
    return waiting.withUnsafeBufferPointer { buffer in
      (0...(buffer.count - pattern.count)).first { start in
        buffer[start] == pattern[0] && pattern.indices.allSatisfy { buffer[start + $0] == pattern[$0] }
      }
    }
  }
}
