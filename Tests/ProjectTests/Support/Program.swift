import Foundation

/// Runs another program and waits for it.
enum Program {
  struct Result {
    let status: Int32
    /// What it wrote to standard output and standard error, together.
    let output: String
  }

  /// The environment of a shell that nobody has called `swift test` in: what SwiftPM tells its tests would mislead
  /// another SwiftPM, and what git tells its hooks would lead git to this repository.
  static var environment: [String: String] {
    ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("SWIFTPM_") && !name.hasPrefix("SWIFT_TESTING_") && !name.hasPrefix("XCTest")
        && !name.hasPrefix("GIT_DIR") && !name.hasPrefix("GIT_WORK_TREE") && !name.hasPrefix("GIT_INDEX")
    }
  }

  /// - Parameters:
  ///   - name: a program on PATH.
  ///   - arguments: its arguments.
  ///   - folder: the folder it runs in.
  /// - Returns: how it ended and what it wrote.
  /// - Throws: where it could not be started.
  static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
}
