import ArgumentParser
import EmotionCorpora
import Foundation
import SpeechEmotion
import Synchronization
import TerminalInterface

/// `speech-emotion corpus`: what is in labelled speech.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Looks into corpora of labelled speech.",
    discussion: """
      Examples:
        speech-emotion corpus scan corpora/ravdess
      """,
    subcommands: [Scan.self])
}

extension CorpusCommand {
  /// `speech-emotion corpus scan`: what a corpus holds and what is wrong with it.
  struct Scan: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "scan",
      abstract: "Shows what a corpus holds and what is wrong with it.",
      usage: "speech-emotion corpus scan <path> [<options>]",
      discussion: """
        Decodes every clip. Prints clips, hours and speakers of each corpus, classes by speakers, and what is wrong: \
        unreadable, silent, cut, clipped and too short clips, the same audio twice, the same audio under two labels, \
        files that were passed over. What is wrong does not change the exit status.

        --json prints an object with clips, hours, corpora, classes, speakers, findings and set_aside.

        Examples:
          speech-emotion corpus scan corpora/ravdess
          speech-emotion corpus scan corpora --scheme seed
          speech-emotion corpus scan manifest.csv --json
        """)

    @Argument(
      help: ArgumentHelp(
        "A corpus, a folder of several, or a CSV or JSON-lines manifest.", valueName: "path"),
      completion: .file())
    var path: String

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Count the classes of this scheme: seed, ravdess8, cremad6, emodb7 or six. Default: emotions as they "
          + "are labelled.", valueName: "name"),
      completion: .list(LabelScheme.all.map(\.name)))
    var scheme: String?

    @OptionGroup var jobs: JobOptions

    @Flag(name: .long, help: "Print a JSON object.")
    var json = false

    func validate() throws {
      guard let scheme, LabelScheme(named: scheme) == nil else { return }
      let names = LabelScheme.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no label scheme \(scheme). Schemes are \(names).")
    }

    func run() throws {
      let listing = try CorpusReader.listing(at: URL(fileURLWithPath: path))
      let reporter = Mutex(
        ProgressReporter(activity: "scanning", total: listing.utterances.count, unit: "clips"))
      let audit = CorpusAudit(
        of: listing, scheme: scheme.flatMap { LabelScheme(named: $0) }, parallelism: jobs.parallelism,
        progress: { done, _ in reporter.withLock { $0.update(done) } })
      reporter.withLock { $0.finish() }

      var output = Output.standard
      let report = ScanReport(audit: audit, root: URL(fileURLWithPath: path).path)
      if json {
        try output.write(report.json.document)
      } else {
        try output.write(lines: report.lines(for: .standardOutput))
      }
      try output.flush()
    }
  }
}
