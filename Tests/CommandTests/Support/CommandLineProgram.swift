import Foundation

/// The real program, run as a user runs it.
struct CommandLineProgram {
  /// What came of a run.
  struct Outcome {
    let status: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) } }
    func json() throws -> Any { try JSONSerialization.jsonObject(with: output) }
  }

  /// Where the program is.
  var url: URL

  /// The folder that `swift build` puts programs in, where this test is too.
  static let buildFolder: URL = {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: link ?? CommandLine.arguments[0]).deletingLastPathComponent()
  }()

  /// `speech-emotion` as it was built with the tests.
  static let speechEmotion = CommandLineProgram(url: buildFolder.appendingPathComponent("speech-emotion"))

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows the program's name.
  ///   - input: Bytes for standard input; none gives it an empty one.
  ///   - environment: Added to a plain environment with a UTF-8 locale and without colour settings.
  ///   - folder: Where it runs.
  /// - Returns: Status, standard output and standard error.
  /// - Throws: Where it cannot be started.
  func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Outcome {
    try TemporaryFolder.with { scratch in
      // Files rather than pipes, so that no amount of output can block either side.
      let files = try ["in", "out", "err"].map { name in
        let file = scratch.appendingPathComponent(name)
        try (name == "in" ? input : Data()).write(to: file)
        return file
      }
      let process = Process()
      process.executableURL = url
      process.arguments = arguments
      process.currentDirectoryURL = folder ?? scratch
      process.environment = Self.environment.merging(environment) { $1 }
      process.standardInput = try FileHandle(forReadingFrom: files[0])
      process.standardOutput = try FileHandle(forWritingTo: files[1])
      process.standardError = try FileHandle(forWritingTo: files[2])
      try process.run()
      process.waitUntilExit()
      return Outcome(
        status: process.terminationReason == .exit
          ? process.terminationStatus : 128 + process.terminationStatus,
        output: try Data(contentsOf: files[1]), errors: try String(contentsOf: files[2], encoding: .utf8))
    }
  }

  /// What the program sees of the environment unless a test says otherwise.
  static let environment: [String: String] = {
    let own = ProcessInfo.processInfo.environment
    var environment = ["LANG": "C.UTF-8", "PATH": own["PATH"] ?? "", "HOME": own["HOME"] ?? "/"]
    environment["LD_LIBRARY_PATH"] = own["LD_LIBRARY_PATH"]
    return environment
  }()
}

/// A folder that a test may fill.
enum TemporaryFolder {
  /// Makes a folder, lends it and removes it.
  static func with<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("speech-emotion-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
