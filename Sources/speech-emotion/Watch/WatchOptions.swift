import ArgumentParser
import Foundation

/// `--watch` and what belongs to it.
struct WatchOptions: ParsableArguments {
  @Flag(
    name: .long,
    help:
      "Stay, and answer every file of the folder once it is finished, and every one that comes. See below.")
  var watch = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file is finished when it has not changed for this long. Default: 2.", valueName: "seconds"))
  var settle: Double?

  @Flag(name: .long, help: "Leave out the files that are there when the watching begins.")
  var newOnly = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Move each answered file into a folder of its label below this one.", valueName: "folder"),
    completion: .directory)
  var moveTo: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Add a row for each file to this .csv or .jsonl file.", valueName: "file"),
    completion: .file())
  var results: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What was handled. Default: .speech-emotion-watch.jsonl in the folder.", valueName: "file"),
    completion: .file())
  var journal: String?

  func validate() throws {
    if let settle, !(0...86_400).contains(settle) {
      throw ValidationError("--settle is a number of seconds from 0 to 86400, not \(settle).")
    }
    if let results, !WatchResults.isSupported(results) {
      throw ValidationError("--results takes a file that ends in .csv or .jsonl, not \(results).")
    }
    let belongings = [
      ("--settle", settle != nil), ("--new-only", newOnly), ("--move-to", moveTo != nil),
      ("--results", results != nil), ("--journal", journal != nil),
    ]
    if !watch, let (name, _) = belongings.first(where: { $0.1 }) {
      throw ValidationError("\(name) belongs to --watch: give both, or neither.")
    }
  }
}
