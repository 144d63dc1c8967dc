import Foundation

extension Terminal {
  /// Standard output as it is now.
  public static var standardOutput: Terminal {
    Terminal(fileDescriptor: 1, environment: ProcessInfo.processInfo.environment)
  }

  /// Standard error as it is now.
  public static var standardError: Terminal {
    Terminal(fileDescriptor: 2, environment: ProcessInfo.processInfo.environment)
  }
}
