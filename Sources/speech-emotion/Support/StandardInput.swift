import Foundation

/// Bytes that are piped in.
enum StandardInput {
  /// All bytes on standard input.
  ///
  /// - Returns: What was piped in, to its end.
  /// - Throws: ``InputError/standardInputIsTerminal`` where nobody pipes.
  static func audio() throws -> Data {
    guard isatty(0) == 0 else { throw InputError.standardInputIsTerminal }
    return FileHandle.standardInput.readDataToEndOfFile()
  }
}
