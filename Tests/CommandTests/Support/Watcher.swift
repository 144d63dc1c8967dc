import Foundation

/// `speech-emotion predict --watch` at work in a workplace.
final class Watcher {
  private let process = Process()
  private let output: URL
  private let errors: URL

  /// Starts to watch the folder `in`.
  init(_ place: Workplace, _ options: String...) throws {
    let scratch = place.folder.appending(path: "logs")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let name = UUID().uuidString
    output = scratch.appending(path: name + ".out")
    errors = scratch.appending(path: name + ".err")
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = CommandLineProgram.speechEmotion.url
    process.currentDirectoryURL = place.folder
    process.arguments = ["predict", "--watch", "in", "--model", place.model, "--settle", "0.3"] + options
    process.environment = CommandLineProgram.environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// What was printed up to now.
  var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

  /// What was said on standard error up to now.
  var said: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Waits until something is so.
  ///
  /// - Returns: Whether it was so within half a minute.
  func wait(until isSo: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 30)
    while !isSo() {
      guard deadline > Date() else { return false }
      usleep(20_000)
    }
    return true
  }

  /// Waits until text was printed.
  func prints(_ text: String) -> Bool { wait { self.printed.contains(text) } }

  /// Waits until a text was said on standard error.
  func says(_ text: String) -> Bool { wait { self.said.contains(text) } }

  /// Sends a signal and waits for the end.
  ///
  /// - Returns: The exit status.
  @discardableResult
  func end(_ signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  deinit { if process.isRunning { process.terminate() } }
}
