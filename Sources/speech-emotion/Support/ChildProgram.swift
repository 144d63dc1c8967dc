import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that runs on this one's terminal, so that Ctrl-C reaches it and what it shows is seen.
enum ChildProgram {
  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: What follows its name.
  ///   - output: A file descriptor for its standard output; nil: this program's own.
  /// - Returns: Its exit status; for one that a signal ended 128 and the signal, as shells count.
  /// - Throws: ``ChildProgramError`` where it could not be started.
  static func run(
    _ path: String, _ arguments: [String], output: Int32? = nil
  ) throws(ChildProgramError) -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores or catches is the child's own business.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGQUIT, SIGPIPE, SIGTERM] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }

    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + environment { free(text) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, path, &actions, &attributes, &argv, &environment)
    guard code == 0 else { throw ChildProgramError(path: path, reason: String(cString: strerror(code))) }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    // wait(2): the low seven bits are the signal, the next byte is what the program returned.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Runs a program and takes what it prints.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: What follows its name.
  /// - Returns: Its exit status, and its standard output as text.
  /// - Throws: ``ChildProgramError`` where it could not be started.
  static func printed(
    _ path: String, _ arguments: [String]
  ) throws(ChildProgramError) -> (status: Int32, text: String) {
    // A file without a name rather than a pipe: no amount of text can block either side.
    guard let file = tmpfile() else {
      throw ChildProgramError(path: path, reason: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    let status = try run(path, arguments, output: fileno(file))
    let handle = FileHandle(fileDescriptor: fileno(file), closeOnDealloc: false)
    try? handle.seek(toOffset: 0)
    return (status, String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self))
  }
}

/// A program could not be started.
struct ChildProgramError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The program.
  let path: String
  /// What the system says.
  let reason: String

  var description: String {
    "\(path) could not be started: \(reason). Check that it is a program for this machine."
  }

  var errorDescription: String? { description }
}
