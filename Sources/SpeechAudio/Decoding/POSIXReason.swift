import Foundation

/// The operating system's words for an error number.
enum POSIXReason {
  static func text(_ errorNumber: Int32) -> String { String(cString: strerror(errorNumber)) }
}
