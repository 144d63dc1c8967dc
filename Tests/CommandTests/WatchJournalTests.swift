import Foundation
import SpeechEmotion
import TestSupport
import Testing

@testable import speech_emotion

@Suite("What watching a folder stands on")
struct WatchJournalTests {
  private func stamp(_ size: Int64, _ seconds: Int64 = 7) -> FileStamp {
    FileStamp(size: size, seconds: seconds, nanoseconds: 123_456_789)
  }

  private func answer(_ path: String) throws -> PredictionAnswer {
    var values = Array(repeating: 0.0, count: TestModel.labels.count)
    values[1] = 1
    let prediction = Prediction(labels: try LabelSet(TestModel.labels), values: values, durationSeconds: 1)
    return PredictionAnswer(path: path, result: .success(prediction), abstainBelow: nil)
  }

  @Test("a journal tells what was handled, after a restart too")
  func restart() throws {
    try TemporaryFolder.with { folder in
      let path = folder.path + "/journal.jsonl"
      let first = try WatchJournal(path, folder: "in")
      #expect(!first.hasBegun && first.entries.isEmpty)
      var began = WatchRecord()
      began.began = true
      try first.add([
        began, WatchRecord(path: "a \"b\"/ü.wav", stamp: stamp(5), answer: try answer("x")),
        WatchRecord(path: "c.wav", stamp: stamp(6)),
      ])
      #expect(throws: WatchError.watchedAlready(folder: "in", journal: path)) {
        try WatchJournal(path, folder: "in")
      }
      let entries = first.entries
      withExtendedLifetime(first) {}
      let second = try reopened(path, after: first)
      #expect(second.hasBegun && second.damagedLines == 0)
      #expect(second.entries == entries && entries.count == 2)
      #expect(second.entries["a \"b\"/ü.wav"]?.label == "male_happy")
      #expect(second.isHandled("c.wav", stamp(6)))
      #expect(!second.isHandled("c.wav", stamp(7)) && !second.isHandled("c.wav", stamp(6, 8)))
      var moved = WatchRecord(path: "c.wav")
      moved.movedTo = "elsewhere/c.wav"
      try second.add([moved])
      #expect(!second.isHandled("c.wav", stamp(6)))
    }
  }

  /// A copy of the file takes its place: the lock goes with the old one, as when the process has ended.
  private func reopened(_ path: String, after journal: WatchJournal) throws -> WatchJournal {
    let url = URL(fileURLWithPath: path)
    try Data(contentsOf: url).write(to: url, options: .atomic)
    return try WatchJournal(path, folder: "in")
  }

  @Test("a torn last line is ignored and cut off; a damaged one in between is counted")
  func tornLines() throws {
    try TemporaryFolder.with { folder in
      let url = folder.appending(path: "journal.jsonl")
      let whole = WatchRecord(path: "a.wav", stamp: stamp(5)).line
      let torn = WatchRecord(path: "b.wav", stamp: stamp(5)).line.dropLast(9)
      try Data((whole + "nonsense\n" + torn).utf8).write(to: url)
      let journal = try WatchJournal(url.path, folder: "in")
      #expect(journal.entries.keys.sorted() == ["a.wav"] && journal.damagedLines == 1)
      try journal.add([WatchRecord(path: "c.wav", stamp: stamp(5))])
      let text = try String(contentsOf: url, encoding: .utf8)
      #expect(text.hasPrefix(whole + "nonsense\n{") && !text.contains("b.wav"))
      #expect(try reopened(url.path, after: journal).entries.keys.sorted() == ["a.wav", "c.wav"])
      // Even the first line may be torn.
      let first = folder.appending(path: "first.jsonl")
      try Data("{\"at\":\"20".utf8).write(to: first)
      #expect(try WatchJournal(first.path, folder: "in").entries.isEmpty)
      #expect(try Data(contentsOf: first).isEmpty)
    }
  }

  @Test("nobody else's file is taken for a journal", arguments: ["notes", "notes\n", "{\"path\": \"a\"}\n"])
  func foreignJournal(text: String) throws {
    try TemporaryFolder.with { folder in
      let url = folder.appending(path: "notes.txt")
      try Data(text.utf8).write(to: url)
      #expect(throws: WatchError.self) { try WatchJournal(url.path, folder: "in") }
      #expect(try Data(contentsOf: url) == Data(text.utf8))
    }
  }

  @Test("a file is finished once it has stayed the same for long enough, and is not empty")
  func settling() {
    var settling = SettlingFiles(settleSeconds: 2)
    func finished(_ files: [(String, FileStamp)], at time: Double) -> [String] {
      settling.finished(files.map { (path: $0, stamp: $1) }, at: time).map(\.path)
    }
    #expect(finished([("a", stamp(1)), ("b", stamp(1)), ("e", stamp(0))], at: 0) == [])
    #expect(finished([("a", stamp(1)), ("b", stamp(2)), ("e", stamp(0))], at: 1.5) == [])
    #expect(finished([("a", stamp(1)), ("b", stamp(2, 8)), ("e", stamp(0))], at: 2) == ["a"])
    #expect(finished([("b", stamp(2, 8))], at: 3.9) == [])
    #expect(finished([("b", stamp(2, 8))], at: 4) == ["b"])
    // One that went and came is new.
    #expect(finished([("c", stamp(1))], at: 5) == [])
    #expect(finished([], at: 6) == [])
    #expect(finished([("c", stamp(1))], at: 9) == [])
    var impatient = SettlingFiles(settleSeconds: 0)
    #expect(impatient.finished([(path: "a", stamp: stamp(1))], at: 0).count == 1)
  }

  @Test("moving never writes over a file, and ends what was begun")
  func moving() throws {
    try TemporaryFolder.with { folder in
      func write(_ text: String, _ name: String) throws -> String {
        let path = folder.path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
      }
      let mover = FileMover(folder: folder.path + "/sorted")
      let files = FileManager.default
      for (number, name) in ["a.b.wav", "a.b-2.wav", "a.b-3.wav"].enumerated() {
        let path = try write("\(number)", "a.b.wav")
        #expect(try mover.move(path, to: "male_sad/team/a.b.wav") == mover.folder + "/male_sad/team/" + name)
        #expect(!files.fileExists(atPath: path))
      }
      let moved = mover.folder + "/male_sad/team/a.b-2.wav"
      #expect(try String(contentsOfFile: moved, encoding: .utf8) == "1")
      // Linked there, but not yet taken away here.
      let half = try write("half", "half.wav")
      try files.linkItem(atPath: half, toPath: mover.folder + "/half.wav")
      #expect(try mover.move(half, to: "half.wav") == mover.folder + "/half.wav")
      #expect(!files.fileExists(atPath: half))
      #expect(throws: FileMoveError.self) { try mover.move(folder.path + "/gone.wav", to: "gone.wav") }
      let blocked = try write("x", "blocked")
      #expect(throws: FileMoveError.self) {
        try FileMover(folder: blocked).move(mover.folder + "/half.wav", to: "x/half.wav")
      }
    }
  }

  @Test(
    "files go to another file system whole",
    .enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm")))
  func movingAcross() throws {
    try TemporaryFolder.with { folder in
      let other = URL(fileURLWithPath: "/dev/shm/speech-emotion-tests-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: other) }
      let mover = FileMover(folder: other.path)
      for name in ["a.wav", "a-2.wav"] {
        let path = folder.path + "/a.wav"
        try Data(name.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try mover.move(path, to: "calm/a.wav") == other.path + "/calm/" + name)
        #expect(!FileManager.default.fileExists(atPath: path))
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: other.path + "/calm").sorted()
          == ["a-2.wav", "a.wav"])
    }
  }

  @Test("results are continued, with the same columns only")
  func results() throws {
    try TemporaryFolder.with { folder in
      let csv = folder.path + "/r.csv"
      for _ in 0..<2 { try WatchResults(csv, labels: TestModel.labels).add(answer("a.wav")) }
      let rows = try String(contentsOfFile: csv, encoding: .utf8).components(separatedBy: "\r\n")
      #expect(rows.count == 4 && rows[0].hasPrefix("path,label") && rows[2].hasPrefix("a.wav,male_happy,1.0"))
      #expect(throws: WatchError.self) { try WatchResults(csv, labels: ["other"]) }
      let lines = folder.path + "/r.jsonl"
      try Data("{\"path\": \"torn".utf8).write(to: URL(fileURLWithPath: lines))
      try WatchResults(lines, labels: []).add(answer("a.wav"))
      let text = try String(contentsOfFile: lines, encoding: .utf8).split(separator: "\n")
      #expect(text.count == 2)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text[1].utf8)) }
      #expect(throws: WatchError.self) { try WatchResults(folder.path + "/no/where.csv", labels: []) }
    }
  }
}
