import ArgumentParser
import Foundation

/// How many files are worked on at once.
struct JobOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Files to work on at once. Default: as many as there are processors.", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    guard let jobs, jobs < 1 else { return }
    throw ValidationError("--jobs is a number of files from 1 up, not \(jobs).")
  }

  /// Threads to use.
  var parallelism: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }
}
