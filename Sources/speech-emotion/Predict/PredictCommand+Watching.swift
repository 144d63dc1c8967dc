import Foundation
import SpeechEmotion
import TerminalInterface

extension PredictCommand {
  /// Watches a folder until it is interrupted.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - detector: Who answers.
  ///   - speaker: Who speaks, where that person is enrolled.
  /// - Throws: ``WatchError`` where the folder, the journal or the results cannot be used.
  func watch(_ path: String, detector: EmotionDetector, speaker: SpeakerProfile?) throws {
    guard FolderWalk.isFolder(path) else { throw WatchError.notAFolder(path: path) }
    let folder = WatchFolder(path, except: watching.moveTo.map { [$0] } ?? [])
    let labels = detector.labels.names
    let journal = try WatchJournal(
      watching.journal ?? folder.path + "/" + WatchJournal.name, folder: folder.path)
    let results = try watching.results.map { try WatchResults($0, labels: labels) }
    let job = PredictionJob(
      inputs: [], detector: detector, parallelism: jobs.parallelism, abstainBelow: abstainBelow,
      speaker: speaker)
    func session(_ writer: some PredictionWriter) throws {
      var session = WatchSession(
        folder: folder, options: watching, job: job, journal: journal, results: results, writer: writer)
      try session.run()
    }
    switch format {
    case .json: try session(PredictionJSONLinesWriter())
    case .csv: try session(PredictionCSVWriter(labels: labels))
    case nil:
      try session(
        WatchLinesWriter(
          terminal: .standardOutput,
          labels: abstainBelow == nil ? labels : labels.map(PredictionAnswer.unsure),
          folder: folder))
    }
  }
}
