import Foundation

/// The trainer, a program of its own because it needs libtorch: found and started the way git does it with its
/// subcommands.
enum TrainerProgram {
  static let name = "speech-emotion-train"

  /// Replaces this process by the trainer.
  ///
  /// - Parameter arguments: What the trainer is given, untouched.
  /// - Returns: Why it could not be done; where it can, this never returns.
  static func become(arguments: [String]) -> TrainerError {
    let program: String
    do { program = try path() } catch { return error }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    argv.append(nil)
    execv(program, argv)
    return .notStarted(path: program, reason: String(cString: strerror(errno)))
  }

  /// Where the trainer is.
  ///
  /// - Throws: ``TrainerError/notFound(folder:)``.
  static func path() throws(TrainerError) -> String {
    let own = ownPath()
    guard let program = find(beside: own, searchPath: ProcessInfo.processInfo.environment["PATH"]) else {
      throw .notFound(folder: own.deletingLastPathComponent().path)
    }
    return program
  }

  /// Names of the recipes that the trainer comes with.
  ///
  /// - Throws: ``TrainerError`` where it is not there or does not run.
  static func recipes() throws(TrainerError) -> [String] {
    let program = try path()
    let printed: (status: Int32, text: String)
    do { printed = try ChildProgram.printed(program, ["--list-recipes"]) } catch {
      throw .notStarted(path: program, reason: error.reason)
    }
    let names = printed.text.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    guard printed.status == 0 else {
      throw .notStarted(path: program, reason: "it ended with status \(printed.status)")
    }
    return names.map { String($0) }
  }

  /// Looks for the trainer.
  ///
  /// - Parameters:
  ///   - own: This program.
  ///   - searchPath: The value of `PATH`.
  /// - Returns: A path that can be executed, if there is one.
  static func find(beside own: URL, searchPath: String?) -> String? {
    ExecutableSearch.first([name], in: [own.deletingLastPathComponent().path])
      ?? ExecutableSearch.first([name], searchPath: searchPath)
  }

  /// This program.
  static func ownPath() -> URL {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: link ?? CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
  }
}

/// Why the trainer does not run.
enum TrainerError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// It is neither beside this program nor on `PATH`.
  case notFound(folder: String)
  /// The system refused to start it.
  case notStarted(path: String, reason: String)

  var description: String {
    switch self {
    case .notFound(let folder):
      """
      training needs the program \(TrainerProgram.name), which is neither in \(folder) nor on PATH. \
      In a checkout of the project, build it with:

        make setup-training
        swift build -c release --product \(TrainerProgram.name)
      """
    case .notStarted(let path, let reason):
      "\(path) could not be started: \(reason). Check that it is a program for this machine."
    }
  }

  var errorDescription: String? { description }
}
