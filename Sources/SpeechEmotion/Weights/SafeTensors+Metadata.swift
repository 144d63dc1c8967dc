public import Foundation

extension SafeTensors {
  /// Reads the free text of a file's header (`__metadata__`).
  ///
  /// - Parameter data: The whole file.
  /// - Returns: Names and texts; empty where there are none.
  /// - Throws: ``SafeTensorsError`` with what was found.
  public static func metadata(of data: Data) throws(SafeTensorsError) -> [String: String] {
    try split(data).header.metadata
  }

  /// The header and the raw numbers behind it.
  static func split(_ data: Data) throws(SafeTensorsError) -> (header: SafeTensorsHeader, body: Data) {
    guard data.count >= 8 else { throw SafeTensorsError(problem: .tooShort(byteCount: data.count)) }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let longest = min(data.count - 8, maximumHeaderLength)
    guard length <= UInt64(longest) else {
      throw SafeTensorsError(problem: .headerLength(found: length, maximum: longest))
    }
    let header = try SafeTensorsHeader(data.dropFirst(8).prefix(Int(length)))
    return (header, data.dropFirst(8 + Int(length)))
  }
}
