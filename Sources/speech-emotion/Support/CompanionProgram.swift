import Foundation

/// A program of its own that does a command's work, so that this one builds and starts without what it needs: found and
/// started the way git does it with its subcommands.
struct CompanionProgram: Sendable, Equatable {
  /// What it is called.
  let name: String
  /// What it is for, as an error's sentence begins.
  let work: String
  /// The lines that build it in a checkout.
  let building: [String]
  /// What its environment holds unless the user's says otherwise.
  var environment: [String: String] = [:]

  /// The trainer, which needs libtorch.
  static let trainer = CompanionProgram(
    name: "speech-emotion-train", work: "training",
    building: ["make setup-training", "swift build -c release --product speech-emotion-train"],
    // Threads of libtorch that wait for work sleep after some microseconds. They spin far longer otherwise, on the processors that
    // the others need who make the batches: on two busy cores a step took thirty times as long. To sleep at once costs, too:
    // a step in bf16 took 0.21 s so, 0.12 s like this. Read once, when the program is loaded.
    environment: ["GOMP_SPINCOUNT": "5000"])

  /// The server, which needs what a web server needs.
  static let server = CompanionProgram(
    name: "speech-emotion-serve", work: "serving", building: ["make build-server"])

  /// Replaces this process by the program.
  ///
  /// - Parameter arguments: What it is given, untouched.
  /// - Returns: Why it could not be done; where it can, this never returns.
  func become(arguments: [String]) -> CompanionProgramError {
    let program: String
    do { program = try path() } catch { return error }
    for (name, value) in environment { setenv(name, value, 0) }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    argv.append(nil)
    execv(program, argv)
    return .notStarted(path: program, reason: String(cString: strerror(errno)))
  }

  /// Where the program is: beside this one, or on `PATH`.
  ///
  /// - Throws: ``CompanionProgramError/notFound(_:folder:)``.
  func path() throws(CompanionProgramError) -> String {
    let folder = Self.ownPath().deletingLastPathComponent().path
    let searchPath = ProcessInfo.processInfo.environment["PATH"]
    guard
      let program = ExecutableSearch.first([name], in: [folder])
        ?? ExecutableSearch.first([name], searchPath: searchPath)
    else { throw .notFound(self, folder: folder) }
    return program
  }

  /// This program.
  static func ownPath() -> URL {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: link ?? CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
  }
}

/// Why a companion does not run.
enum CompanionProgramError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// It is neither beside this program nor on `PATH`.
  case notFound(CompanionProgram, folder: String)
  /// The system refused to start it.
  case notStarted(path: String, reason: String)

  var description: String {
    switch self {
    case .notFound(let program, let folder):
      """
      \(program.work) needs the program \(program.name), which is neither in \(folder) nor on PATH. \
      In a checkout of the project, build it with:

        \(program.building.joined(separator: "\n  "))
      """
    case .notStarted(let path, let reason):
      "\(path) could not be started: \(reason). Check that it is a program for this machine."
    }
  }

  var errorDescription: String? { description }
}
