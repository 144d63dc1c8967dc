import Foundation
import SpeechEmotion
import TerminalInterface

/// Watches a folder until it is interrupted: every finished file is answered once, across restarts.
///
/// For each file in turn: the answer is printed, then its row is added, then the journal's line, then the file is
/// moved. What ends the process between these steps repeats that one file, or finishes it, at the next start.
struct WatchSession<Writer: PredictionWriter> {
  let folder: WatchFolder
  let detector: EmotionDetector
  let parallelism: Int
  let abstainBelow: Double?
  let speaker: SpeakerProfile?
  let isNewOnly: Bool
  let journal: WatchJournal
  let results: WatchResults?
  let mover: FileMover?

  private var writer: Writer
  private var output = Output.standard
  private var settling: SettlingFiles
  private var complaints: Set<String> = []
  private var answered = 0
  private var failed = 0

  init(
    folder: WatchFolder, options: WatchOptions, job: PredictionJob, journal: WatchJournal,
    results: WatchResults?, writer: Writer
  ) {
    self.folder = folder
    detector = job.detector
    parallelism = job.parallelism
    abstainBelow = job.abstainBelow
    speaker = job.speaker
    isNewOnly = options.newOnly
    self.journal = journal
    self.results = results
    mover = options.moveTo.map { FileMover(folder: $0) }
    self.writer = writer
    settling = SettlingFiles(settleSeconds: options.settle ?? 2)
  }

  /// Watches.
  ///
  /// - Throws: Where answers, rows or the journal cannot be written.
  mutating func run() throws {
    Interruption.beginCatching()
    try begin()
    while !Interruption.isRequested {
      let start = Self.now
      let (files, unreadable) = folder.look()
      complain(of: unreadable)
      try finishMoves(files)
      let open = files.filter { !journal.isHandled(folder.name(of: $0.path), $0.stamp) }
      try handle(settling.finished(open, at: start))
      // Looking takes a tenth of the time at most, however large or far away the folder is.
      pause(max(min(settling.settleSeconds / 4, 1), 0.1, 9 * (Self.now - start)))
    }
    try writer.end(&output)
    try output.flush()
    let total = NumberFormat.count(answered, "file")
    let failures = failed > 0 ? ", \(NumberFormat.grouped(failed)) could not be answered" : ""
    Diagnostics.note("Watched \(folder.path): \(total) answered\(failures).")
  }

  private mutating func begin() throws {
    let files = folder.look().files
    let known = files.filter { journal.isHandled(folder.name(of: $0.path), $0.stamp) }.count
    if journal.damagedLines > 0 {
      Diagnostics.warning(
        "\(NumberFormat.count(journal.damagedLines, "line")) of \(journal.path) cannot be read. Files that they were "
          + "about count as new.")
    }
    var counts = "\(NumberFormat.count(files.count, "file")) there"
    if known > 0 { counts += ", \(NumberFormat.grouped(known)) of them handled before" }
    if !journal.hasBegun {
      // In one piece, and the beginning last: a start that was cut off is a first start again.
      var records = isNewOnly ? files.map { skipped($0.path, $0.stamp) } : []
      var began = WatchRecord()
      began.began = true
      records.append(began)
      try journal.add(records)
      if isNewOnly, !files.isEmpty { counts += ", left out" }
    }
    try writer.begin(&output)
    try output.flush()
    Diagnostics.note("Watching \(folder.path): \(counts). Ctrl-C ends it.")
  }

  private func skipped(_ path: String, _ stamp: FileStamp) -> WatchRecord {
    var record = WatchRecord(path: folder.name(of: path), stamp: stamp)
    record.skipped = true
    return record
  }

  private mutating func handle(_ files: [(path: String, stamp: FileStamp)]) throws {
    guard !files.isEmpty else { return }
    let sharesTerminal = Terminal.standardOutput.isInteractive
    var progress = ProgressReporter(
      activity: "listening", total: files.count, unit: "files", isSilent: files.count == 1)
    defer { progress.finish() }
    try ParallelMap.run(
      count: files.count, parallelism: parallelism, isCancelled: { Interruption.isRequested },
      work: { [detector, speaker] index in
        let path = files[index].path
        let input = PredictionInput(path: path, source: .file(URL(fileURLWithPath: path)))
        let result = Result { try PredictionJob.answer(input, detector: detector, speaker: speaker) }
        // One that changed or went away while it was read is not this file any more.
        return FileStamp(of: path) == files[index].stamp ? result : nil
      },
      progress: { progress.update($0) },
      consume: { index, result in
        guard let result = result ?? nil else { return }
        let (path, stamp) = files[index]
        if sharesTerminal { progress.clear() }
        try settle(PredictionAnswer(path: path, result: result, abstainBelow: abstainBelow), stamp)
      })
  }

  /// Everything that is done with one answer.
  private mutating func settle(_ answer: PredictionAnswer, _ stamp: FileStamp) throws {
    try writer.write(answer, &output)
    try output.flush()
    switch answer.outcome {
    case .failure(let error):
      failed += 1
      let sentence = Diagnostics.sentence(error)
      Diagnostics.error(sentence.contains(answer.path) ? sentence : "\(answer.path): \(sentence)")
    case .emotion(let prediction, _):
      answered += 1
      for warning in prediction.warnings { Diagnostics.warning("\(answer.path): \(warning)") }
    case .noSpeech: answered += 1
    }
    try results?.add(answer)
    let name = folder.name(of: answer.path)
    try journal.add([WatchRecord(path: name, stamp: stamp, answer: answer)])
    if let label = answer.shortLabel { try move(name, label: label) }
  }

  /// Moves files that were answered, whose move an earlier process did not come to.
  private mutating func finishMoves(_ files: [(path: String, stamp: FileStamp)]) throws {
    guard mover != nil else { return }
    for file in files {
      let name = folder.name(of: file.path)
      guard let entry = journal.entries[name], entry.stamp == file.stamp, let label = entry.label else {
        continue
      }
      try move(name, label: label)
    }
  }

  private mutating func move(_ name: String, label: String) throws {
    guard let mover else { return }
    do throws(FileMoveError) {
      var record = WatchRecord(path: name)
      record.movedTo = try mover.move(
        folder.path + "/" + name, to: label.replacing(" ", with: "_") + "/" + name)
      try? journal.add([record])
    } catch {
      journal.keepInPlace(name)
      Diagnostics.warning(error.description)
    }
  }

  /// Says once that a folder cannot be listed, and again after it could.
  private mutating func complain(of folders: [(path: String, reason: String)]) {
    for (path, reason) in folders where !complaints.contains(path) {
      Diagnostics.warning("The folder \(path) cannot be listed: \(reason). It is tried again and again.")
    }
    complaints = Set(folders.map(\.path))
  }

  private func pause(_ seconds: Double) {
    // In slices: a signal may come to another thread, and then wakes nobody here.
    let end = Self.now + min(seconds, 60)
    while Self.now < end, !Interruption.isRequested { usleep(50_000) }
  }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }
}
