import Foundation

/// A program on a terminal of its own, with somebody at the keys. util-linux's `script` makes the terminal.
final class TerminalSession {
  private let process = Process()
  private let keys = Pipe()
  private let log: URL

  /// Whether there is a `script` to make terminals with.
  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

  /// Starts `speech-emotion`.
  ///
  /// - Parameters:
  ///   - arguments: What follows the program's name, as a shell reads it.
  ///   - environment: Added to a plain environment.
  ///   - folder: Where it runs; what the terminal shows is kept there too.
  /// - Throws: Where it cannot be started.
  init(_ arguments: String = "", environment: [String: String] = [:], in folder: URL) throws {
    log = folder.appending(path: ".terminal-\(UUID().uuidString).log")
    try Data().write(to: log)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.arguments = [
      "-qec", "exec '\(CommandLineProgram.speechEmotion.url.path)' \(arguments)", "/dev/null",
    ]
    process.currentDirectoryURL = folder
    process.environment = CommandLineProgram.environment
      .merging(["TERM": "xterm", "SHELL": "/bin/sh", "XDG_STATE_HOME": folder.path + "/state"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = keys
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// What the terminal has shown up to now.
  var shown: String {
    String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
      .replacingOccurrences(of: "\r\n", with: "\n")
  }

  /// Waits until the terminal has shown something new, and then types.
  ///
  /// - Parameters:
  ///   - text: Keys to press; nothing to only wait.
  ///   - expected: What has to be shown, behind what was waited for before.
  /// - Throws: ``Silence`` where it is not shown within a minute.
  func type(_ text: String, after expected: String) throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    while true {
      let all = shown
      let start = all.index(all.startIndex, offsetBy: min(seen, all.count))
      if let range = all.range(of: expected, range: start..<all.endIndex) {
        seen = all.distance(from: all.startIndex, to: range.upperBound)
        break
      }
      guard deadline > Date(), process.isRunning || all != shown else {
        throw Silence(expected: expected, shown: all)
      }
      usleep(20_000)
    }
    try keys.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Waits for the program's end.
  ///
  /// - Returns: Its exit status.
  func end() -> Int32 {
    process.waitUntilExit()
    try? keys.fileHandleForWriting.close()
    return process.terminationStatus
  }

  /// What was expected was not shown.
  struct Silence: Error {
    let expected: String
    let shown: String
  }

  private var seen = 0

  deinit { if process.isRunning { process.terminate() } }
}
