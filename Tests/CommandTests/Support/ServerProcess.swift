import Foundation
import Testing

/// `speech-emotion serve` at work in a workplace.
final class ServerProcess {
  private let process = Process()
  private let errors: URL
  /// Where it listens.
  let address: String

  /// Starts a server on a free port and waits until it listens.
  convenience init(_ place: Workplace, _ options: String...) throws { try self.init(place, options: options) }

  /// Starts a server with options.
  init(_ place: Workplace, options: [String]) throws {
    let output = place.folder.appending(path: "\(UUID().uuidString).out")
    errors = place.folder.appending(path: "\(UUID().uuidString).err")
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = CommandLineProgram.speechEmotion.url
    process.currentDirectoryURL = place.folder
    process.arguments = ["serve", "--port", "0", "--model", place.model] + options
    process.environment = CommandLineProgram.environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 30)
    var text = ""
    while !text.hasSuffix("\n"), deadline > Date(), process.isRunning {
      usleep(20_000)
      text = try String(contentsOf: output, encoding: .utf8)
    }
    address = text.replacing("Listening on ", with: "").trimmingCharacters(in: .whitespacesAndNewlines)
    try #require(address.hasPrefix("http://"), "\((try? String(contentsOf: errors, encoding: .utf8)) ?? "")")
  }

  /// What was logged up to now.
  var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Asks with curl.
  func curl(_ arguments: String...) throws -> CommandLineProgram.Outcome {
    try shell((["curl", "-sS"] + arguments).map { "'\($0)'" }.joined(separator: " "))
  }

  /// Runs a line of a shell in a folder.
  func shell(_ line: String, in folder: URL? = nil) throws -> CommandLineProgram.Outcome {
    try CommandLineProgram(url: URL(fileURLWithPath: "/bin/bash")).run(
      ["-o", "pipefail", "-c", line], in: folder)
  }

  /// Sends a signal and waits for the end.
  ///
  /// - Returns: The exit status.
  @discardableResult
  func end(_ signal: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  deinit { if process.isRunning { process.terminate() } }
}
