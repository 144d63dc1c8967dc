import Foundation
import TestSupport
import Testing

@Suite("speech-emotion predict --watch", .timeLimit(.minutes(5)))
struct WatchTests {
  private func paths(_ text: String) throws -> [String] {
    try text.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(object?["path"] as? String)
    }
  }

  @Test("files are answered once each, when they are finished, across kill -9 and Ctrl-C")
  func restarts() throws {
    try Workplace.with { place in
      try place.writeVoice("in/a.wav")
      try place.writeVoice("in/deep/b.wav")
      try place.writeVoice("in/c.wav.part")
      try place.writeVoice("in/.hidden.wav")
      let first = try Watcher(place, "--json")
      #expect(first.prints("in/a.wav") && first.prints("in/deep/b.wav"))
      try place.writeVoice("in/c.wav")
      #expect(first.prints("in/c.wav"))
      first.end(SIGKILL)

      try place.writeVoice("in/d.wav")
      let second = try Watcher(place, "--json")
      #expect(second.prints("in/d.wav"))
      #expect(second.said.contains("3 of them handled before"))
      // A file that changes counts as new.
      try place.writeVoice("in/a.wav", hertz: 200)
      #expect(second.prints("in/a.wav"))
      #expect(second.end(SIGINT) == 0)
      #expect(second.said.contains("Watched in: 2 files answered."))

      let third = try Watcher(place, "--json")
      #expect(third.says("Watching in: 4 files there, 4 of them handled before"))
      usleep(800_000)
      #expect(third.end(SIGTERM) == 0)
      // c.wav may have been answered and not written down when the process was killed.
      #expect(try paths(first.printed).sorted() == ["in/a.wav", "in/c.wav", "in/deep/b.wav"])
      #expect(Set(try paths(second.printed).filter { $0 != "in/c.wav" }) == ["in/a.wav", "in/d.wav"])
      #expect(try paths(third.printed) == [])
    }
  }

  @Test("a file that grows is left alone until it is finished")
  func growing() throws {
    try Workplace.with { place in
      try place.write(Data(), to: "in/slow.wav")
      let watcher = try Watcher(place, "--json", "--settle", "0.8")
      #expect(watcher.says("Watching in"))
      let voice = TestAudio.wav(seconds: 1)
      let handle = try FileHandle(forWritingTo: place.folder.appending(path: "in/slow.wav"))
      let step = voice.count / 8 + 1
      for start in stride(from: 0, to: voice.count, by: step) {
        try handle.write(contentsOf: voice[start..<min(start + step, voice.count)])
        usleep(250_000)
        #expect(watcher.printed.isEmpty)
      }
      try handle.close()
      #expect(watcher.prints("in/slow.wav"))
      #expect(watcher.printed.contains("\"duration_seconds\": 1.0"))
      #expect(watcher.end(SIGINT) == 0)
      #expect(try paths(watcher.printed) == ["in/slow.wav"])
      #expect(!watcher.said.contains("Error"))
    }
  }

  @Test("a broken file is told once, and again only when it has changed")
  func failures() throws {
    try Workplace.with { place in
      try place.write(Data("no audio at all".utf8), to: "in/x.wav")
      let first = try Watcher(place, "--csv", "--results", "r.csv")
      #expect(first.prints("in/x.wav,,"))
      #expect(first.end(SIGINT) == 0)
      #expect(first.said.contains("Error:") && first.said.contains("1 could not be answered"))
      let second = try Watcher(place, "--csv", "--results", "r.csv")
      #expect(second.says("Watching in"))
      usleep(800_000)
      #expect(!second.said.contains("Error:"))
      try place.writeVoice("in/x.wav")
      #expect(second.prints("in/x.wav,"))
      #expect(second.end(SIGINT) == 0)
      let results = try String(contentsOf: place.folder.appending(path: "r.csv"), encoding: .utf8)
      let rows = results.components(separatedBy: "\r\n")
      #expect(rows.count == 4 && rows[0].hasPrefix("path,") && rows[1].hasPrefix("in/x.wav,,"))
    }
  }

  @Test("--move-to sorts files by label and never writes over one; what is sorted is not watched")
  func moving() throws {
    try Workplace.with { place in
      for path in ["in/team/a.wav", "in/b.wav"] { try place.writeVoice(path) }
      try place.write(TestAudio.wav(samples: Array(repeating: 0, count: 16_000)), to: "in/silent.wav")
      let first = try Watcher(place, "--move-to", "in/sorted")
      let sorted = place.folder.appending(path: "in/sorted")
      func found() -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: sorted.path)) ?? [])
          .filter { $0.hasSuffix(".wav") }.sorted()
      }
      #expect(first.wait { found().count == 3 })
      // The same name again, with another voice in it.
      try place.writeVoice("in/b.wav", hertz: 141)
      #expect(first.wait { found().count == 4 })
      #expect(first.end(SIGINT) == 0)
      #expect(found().contains("no_speech/silent.wav"))
      #expect(found().contains { $0.hasSuffix("/team/a.wav") })
      let left = try FileManager.default.contentsOfDirectory(
        atPath: place.folder.appending(path: "in").path)
      #expect(left.filter { $0.hasSuffix(".wav") } == [])
      #expect(first.printed.hasPrefix("label ") && first.printed.contains("no speech"))
    }
  }

  @Test("--new-only leaves out what is there at the first start, not what comes between two")
  func newOnly() throws {
    try Workplace.with { place in
      try place.writeVoice("in/old.wav")
      let first = try Watcher(place, "--new-only", "--json")
      #expect(first.says("1 file there, left out"))
      try place.writeVoice("in/new.wav")
      #expect(first.prints("in/new.wav"))
      #expect(first.end(SIGINT) == 0)
      try place.writeVoice("in/between.wav")
      let second = try Watcher(place, "--new-only", "--json")
      #expect(second.prints("in/between.wav"))
      #expect(second.end(SIGINT) == 0)
      #expect(try paths(first.printed + second.printed) == ["in/new.wav", "in/between.wav"])
    }
  }

  @Test("the second on a folder says that there is a first")
  func twice() throws {
    try Workplace.with { place in
      try place.writeVoice("in/a.wav")
      let first = try Watcher(place)
      #expect(first.prints("  a.wav"))
      let second = try place.runWithModel("predict", "--watch", "in")
      #expect(second.status == 1 && second.errors.contains("Another process watches in already"))
      #expect(second.output.isEmpty)
      #expect(first.end(SIGINT) == 0)
    }
  }

  @Test("many files at the start are answered in parallel, each once")
  func many() throws {
    try Workplace.with { place in
      let voice = TestAudio.wav()
      for index in 0..<300 { try place.write(voice, to: "in/\(index % 7)/\(index).wav") }
      let watcher = try Watcher(place, "--json", "--results", "r.jsonl")
      #expect(watcher.wait { watcher.printed.split(separator: "\n").count == 300 })
      #expect(watcher.end(SIGTERM) == 0)
      #expect(Set(try paths(watcher.printed)).count == 300)
      let results = try String(contentsOf: place.folder.appending(path: "r.jsonl"), encoding: .utf8)
      #expect(results == watcher.printed)
    }
  }

  @Test(
    "what makes no sense is refused",
    arguments: [
      ["--watch", "a", "b"], ["--watch", "-"], ["a", "--settle", "1"], ["a", "--move-to", "b"],
      ["--watch", "a", "--settle", "-1"], ["--watch", "a", "--results", "b.txt"],
      ["--watch", "a", "--top", "2"], ["--watch", "a", "--timeline"],
    ])
  func usage(arguments: [String]) throws {
    let outcome = try CommandLineProgram.speechEmotion.run(["predict"] + arguments)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
  }

  @Test("a folder that is not there, and a journal that cannot be written, are errors")
  func errors() throws {
    try Workplace.with { place in
      let missing = try place.runWithModel("predict", "--watch", "nowhere")
      #expect(missing.status == 1 && missing.errors.contains("There is no folder at nowhere"))
      try place.writeVoice("in/a.wav")
      let journal = try place.runWithModel("predict", "--watch", "in", "--journal", "no/where.jsonl")
      #expect(journal.status == 1 && journal.errors.contains("no/where.jsonl cannot be written"))
      let foreign = try place.runWithModel("predict", "--watch", "in", "--journal", "in/a.wav")
      #expect(foreign.status == 1 && foreign.errors.contains("is not a journal"))
    }
  }
}
