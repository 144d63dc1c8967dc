public import Foundation

/// Why a file is no safetensors file that this program reads.
public struct SafeTensorsError: Error, Sendable, Equatable {
  /// What was found.
  public enum Problem: Sendable, Equatable {
    /// The file cannot be read or written; the system's reason.
    case inaccessible(reason: String)
    /// The file is larger than accepted.
    case tooLarge(byteCount: Int, maximum: Int)
    /// The file is shorter than the eight bytes that give the header's length.
    case tooShort(byteCount: Int)
    /// The header's length goes beyond the file or the limit.
    case headerLength(found: UInt64, maximum: Int)
    /// The header is not the JSON that safetensors prescribes.
    case header(offset: Int, expected: String)
    /// Two tensors have the same name.
    case duplicateName(String)
    /// A tensor's numbers are of a type that is not read.
    case elementType(tensor: String, found: String)
    /// A tensor's shape has a size below zero, or too many values.
    case shape(tensor: String)
    /// A tensor's offsets do not follow the tensor before, or differ from its shape.
    case offsets(tensor: String, begin: Int, end: Int, expectedBegin: Int, expectedEnd: Int)
    /// The data are shorter or longer than the header says.
    case dataLength(found: Int, expected: Int)
  }

  /// The file, where there is one.
  public let path: String?

  /// What was found.
  public let problem: Problem

  /// Describes what was found where.
  public init(path: String? = nil, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// The same error with the file it is about.
  func at(_ path: String) -> SafeTensorsError { SafeTensorsError(path: path, problem: problem) }
}

extension SafeTensorsError: LocalizedError, CustomStringConvertible {
  /// The file, what was found there, and what to do.
  public var description: String {
    let subject = path.map { "The weights file \($0)" } ?? "The safetensors data"
    let copyAgain = "It is damaged or no safetensors file; copy the model again."
    switch problem {
    case .inaccessible(let reason):
      return "\(subject) could not be read or written: \(reason)."
    case .tooLarge(let byteCount, let maximum):
      return
        "\(subject) has \(byteCount) bytes, more than the \(maximum) that are accepted here. \(copyAgain)"
    case .tooShort(let byteCount):
      return "\(subject) has only \(byteCount) bytes. \(copyAgain)"
    case .headerLength(let found, let maximum):
      return
        "\(subject) announces a header of \(found) bytes where at most \(maximum) are possible. \(copyAgain)"
    case .header(let offset, let expected):
      return
        "\(subject) has a header that breaks off from the format at byte \(offset): expected \(expected). \(copyAgain)"
    case .duplicateName(let name):
      return "\(subject) names the tensor \(name) twice. \(copyAgain)"
    case .elementType(let tensor, let found):
      return
        "\(subject) stores the tensor \(tensor) as \(found); F32, F16 and BF16 are read. Convert it to F32."
    case .shape(let tensor):
      return "\(subject) gives the tensor \(tensor) an impossible shape. \(copyAgain)"
    case .offsets(let tensor, let begin, let end, let expectedBegin, let expectedEnd):
      return
        "\(subject) places the tensor \(tensor) at bytes \(begin) to \(end) of the data, where its shape and the "
        + "tensors before it need \(expectedBegin) to \(expectedEnd). \(copyAgain)"
    case .dataLength(let found, let expected):
      return "\(subject) holds \(found) bytes of data where its header describes \(expected). \(copyAgain)"
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
