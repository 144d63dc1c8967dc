import Foundation

/// The server, a program of its own so that this one builds and starts without what a web server needs.
enum ServerProgram {
  static let name = "speech-emotion-serve"

  /// Replaces this process by the server.
  ///
  /// - Parameter arguments: What the server is given, untouched.
  /// - Returns: Why it could not be done; where it can, this never returns.
  static func become(arguments: [String]) -> ServerProgramError {
    let folder = TrainerProgram.ownPath().deletingLastPathComponent().path
    let searchPath = ProcessInfo.processInfo.environment["PATH"]
    guard
      let program = ExecutableSearch.first([name], in: [folder])
        ?? ExecutableSearch.first([name], searchPath: searchPath)
    else { return .notFound(folder: folder) }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    argv.append(nil)
    execv(program, argv)
    return .notStarted(path: program, reason: String(cString: strerror(errno)))
  }
}

/// Why the server does not run.
enum ServerProgramError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// It is neither beside this program nor on `PATH`.
  case notFound(folder: String)
  /// The system refused to start it.
  case notStarted(path: String, reason: String)

  var description: String {
    switch self {
    case .notFound(let folder):
      """
      serving needs the program \(ServerProgram.name), which is neither in \(folder) nor on PATH. \
      In a checkout of the project, build it with:

        make build-server
      """
    case .notStarted(let path, let reason):
      "\(path) could not be started: \(reason). Check that it is a program for this machine."
    }
  }

  var errorDescription: String? { description }
}
