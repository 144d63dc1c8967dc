import Foundation
import TerminalInterface

extension Terminal {
  /// Standard output as it is now.
  static var standardOutput: Terminal {
    Terminal(fileDescriptor: 1, environment: ProcessInfo.processInfo.environment)
  }

  /// Standard error as it is now.
  static var standardError: Terminal {
    Terminal(fileDescriptor: 2, environment: ProcessInfo.processInfo.environment)
  }
}
