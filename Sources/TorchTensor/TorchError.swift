internal import CTorch
public import Foundation

/// What libtorch refused to do.
public struct TorchError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The operation that was asked for, such as `matmul`.
  public let operation: String

  /// The first line of libtorch's explanation.
  public let message: String

  /// One sentence for a user.
  public var description: String { "libtorch could not do \(operation): \(message)" }

  /// One sentence for a user.
  public var errorDescription: String? { description }

  init(operation: StaticString, message: String) {
    self.operation = "\(operation)"
    self.message = message
  }

  /// The choke point from C status to Swift error.
  static func check(_ operation: StaticString, _ status: Int32) throws(TorchError) {
    guard status == 0 else {
      throw TorchError(operation: operation, message: String(cString: ct_last_error()))
    }
  }
}
