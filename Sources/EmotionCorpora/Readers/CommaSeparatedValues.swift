import Foundation

/// A table in the format of RFC 4180: a header, then rows; fields with commas, quotes or line breaks stand in quotes,
/// quotes inside them twice.
///
/// Lines may end in CR LF, LF or CR; a byte order mark, blank lines and missing last fields are let pass. A header
/// without a comma but with semicolons or tabs is separated by those, as spreadsheets write it in some countries.
struct CommaSeparatedValues {
  struct Row {
    /// Line in the file on which the row begins, from 1.
    var line: Int
    var fields: [String]
  }

  /// Names of the columns that were kept.
  private(set) var header: [String] = []
  private(set) var rows: [Row] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The table.
  ///   - columns: Names of the columns to keep; without it, all.
  ///   - rowLimit: Rows to read at most.
  /// - Throws: ``CorpusError``.
  init(contentsOf url: URL, columns: Set<String>? = nil, rowLimit: Int = .max) throws(CorpusError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw .unreadable(path: url.path, reason: error.localizedDescription)
    }
    try self.init([UInt8](data), path: url.path, columns: columns, rowLimit: rowLimit)
  }

  /// Reads UTF-8 text; `path` is for errors.
  init(_ bytes: [UInt8], path: String, columns: Set<String>? = nil, rowLimit: Int = .max) throws(CorpusError)
  {
    var parser = Parser(bytes: bytes, path: path)
    guard let first = try parser.nextRow(keeping: nil) else { return }
    let kept = first.fields.indices.filter { columns?.contains(first.fields[$0]) ?? true }
    let slots = Self.slots(kept, count: first.fields.count)
    header = kept.map { first.fields[$0] }
    while rows.count < rowLimit, let row = try parser.nextRow(keeping: slots) { rows.append(row) }
  }

  /// Where the field of each column goes; `nil` for columns that are not kept.
  private static func slots(_ kept: [Int], count: Int) -> [Int?] {
    var slots = [Int?](repeating: nil, count: count)
    for (slot, column) in kept.enumerated() { slots[column] = slot }
    return slots
  }

  /// Index of a column within a row's fields.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }
}

extension CommaSeparatedValues {
  private struct Parser {
    let bytes: [UInt8]
    let path: String
    var position = 0
    var line = 1
    var separator = UInt8(ascii: ",")

    init(bytes: [UInt8], path: String) {
      self.bytes = bytes
      self.path = path
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
      let header = bytes[position...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      for candidate in [",", ";", "\t"].map({ $0.utf8.first ?? 0 }) where header.contains(candidate) {
        separator = candidate
        break
      }
    }

    /// The next row that is not blank. With `slots`, fields go where these say, missing ones are empty.
    mutating func nextRow(keeping slots: [Int?]?) throws(CorpusError) -> Row? {
      while position < bytes.count {
        let start = line
        var fields = slots.map { Array(repeating: "", count: $0.compactMap(\.self).count) } ?? []
        var count = 0
        var isBlank = true
        var hasMore = true
        while hasMore {
          let isKept = slots.map { count < $0.count && $0[count] != nil } ?? true
          let (field, ended) = try nextField(keeping: isKept)
          isBlank = isBlank && ended && count == 0 && field.isEmpty && !lastWasQuoted
          if let slots {
            if count < slots.count, let slot = slots[count] { fields[slot] = field }
          } else {
            fields.append(field)
          }
          count += 1
          hasMore = !ended
        }
        if isBlank { continue }
        if let slots, count > slots.count {
          throw .malformedLine(
            path: path, line: start, problem: .tooManyFields(found: count, expected: slots.count))
        }
        return Row(line: start, fields: fields)
      }
      return nil
    }

    private var lastWasQuoted = false

    /// The next field, and whether the row ends behind it. A field that is not kept comes back empty.
    private mutating func nextField(keeping isKept: Bool) throws(CorpusError) -> (String, ended: Bool) {
      lastWasQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
      let field = lastWasQuoted ? try quotedField(keeping: isKept) : plainField(keeping: isKept)
      guard position < bytes.count else { return (field, true) }
      if bytes[position] == separator {
        position += 1
        return (field, false)
      }
      let isPair =
        bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
        && bytes[position + 1] == UInt8(ascii: "\n")
      guard isPair || bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r") else {
        throw .malformedLine(path: path, line: line, problem: .textAfterQuote)
      }
      position += isPair ? 2 : 1
      line += 1
      return (field, true)
    }

    private mutating func plainField(keeping isKept: Bool) -> String {
      let start = position
      let separator = separator
      position = bytes.withUnsafeBufferPointer { bytes in
        var index = start
        while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D {
          index += 1
        }
        return index
      }
      return isKept && position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : ""
    }

    private mutating func quotedField(keeping isKept: Bool) throws(CorpusError) -> String {
      let opening = line
      var content: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == byte else {
            return isKept ? String(decoding: content, as: UTF8.self) : ""
          }
          position += 1
        } else if byte == 0x0A {
          line += 1
        }
        if isKept { content.append(byte) }
      }
      throw .malformedLine(path: path, line: opening, problem: .unclosedQuote)
    }
  }
}
