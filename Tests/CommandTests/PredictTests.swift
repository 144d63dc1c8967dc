import Foundation
import TestSupport
import Testing

@Suite("speech-emotion predict")
struct PredictTests {
  @Test("--json is one array with an object per input, in the order given")
  func json() throws {
    try Workplace.with { place in
      try place.writeVoice("b.wav", hertz: 120)
      try place.writeVoice("a, \"quoted\".wav", hertz: 220)
      try place.write(Data("no audio at all, just text".utf8), to: "text.wav")
      let outcome = try place.runWithModel(
        "predict", "b.wav", "missing.wav", "text.wav", "a, \"quoted\".wav", "--json")
      #expect(outcome.status == 1)
      let objects = try #require(try outcome.json() as? [[String: Any]])
      #expect(
        objects.map { $0["path"] as? String } == ["b.wav", "missing.wav", "text.wav", "a, \"quoted\".wav"])
      for index in [1, 2] {
        #expect(Set(objects[index].keys) == ["path", "error"])
        #expect((objects[index]["error"] as? String)?.isEmpty == false)
      }
      for index in [0, 3] {
        let object = objects[index]
        #expect(
          Set(object.keys) == [
            "path", "label", "confidence", "probabilities", "emotion", "gender", "duration_seconds",
            "speech_seconds",
          ])
        let probabilities = try #require(object["probabilities"] as? [String: Double])
        let label = try #require(object["label"] as? String)
        #expect(Set(probabilities.keys) == Set(TestModel.labels))
        #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-5)
        #expect(object["confidence"] as? Double == probabilities.values.max())
        #expect(probabilities[label] == probabilities.values.max())
        #expect(object["duration_seconds"] as? Double == 0.6)
        #expect(["male", "female"].contains(object["gender"] as? String))
      }
      // Labels in the order of the model, which a dictionary does not tell.
      let places = TestModel.labels.compactMap { outcome.text.range(of: "\"\($0)\":")?.lowerBound }
      #expect(places.count == 12 && places == places.sorted())
      #expect(outcome.errors.contains("missing.wav") && outcome.errors.contains("2 of 4 files"))
    }
  }

  @Test("--csv has a header and a row per input, quoted as RFC 4180 says")
  func csv() throws {
    try Workplace.with { place in
      try place.writeVoice("a, \"quoted\".wav")
      try place.writeVoice("plain.wav")
      let outcome = try place.runWithModel(
        "predict", "a, \"quoted\".wav", "missing.wav", "plain.wav", "--csv")
      #expect(outcome.status == 1)
      let records = outcome.text.components(separatedBy: "\r\n")
      #expect(records.count == 5 && records.last == "")
      #expect(records[0] == "path,label,confidence," + TestModel.labels.joined(separator: ","))
      #expect(records[1].hasPrefix("\"a, \"\"quoted\"\".wav\","))
      #expect(records[2] == "missing.wav" + String(repeating: ",", count: 14))
      let fields = records[3].components(separatedBy: ",")
      #expect(fields.count == 15 && TestModel.labels.contains(fields[1]))
      #expect(abs(fields.dropFirst(3).compactMap { Double($0) }.reduce(0, +) - 1) < 1e-5)
    }
  }

  @Test("folders are walked at any depth, sorted by path; other and hidden files are passed over")
  func folders() throws {
    try Workplace.with { place in
      for path in ["calls/b.wav", "calls/a/z.WAV", "calls/a.wav", "calls/.hidden.wav", "calls/.git/x.wav"] {
        try place.writeVoice(path)
      }
      try place.write(Data("notes".utf8), to: "calls/notes.txt")
      try place.writeVoice("first.wav")
      let link = place.folder.appendingPathComponent("calls/loop")
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: place.folder.appendingPathComponent("calls"))
      let outcome = try place.runWithModel("predict", "first.wav", "calls/", "--json", "--jobs", "3")
      #expect(outcome.status == 0)
      let objects = try #require(try outcome.json() as? [[String: Any]])
      #expect(
        objects.map { $0["path"] as? String } == [
          "first.wav", "calls/a.wav", "calls/a/z.WAV", "calls/b.wav",
        ])
    }
  }

  @Test("a folder without audio is an input that was not answered")
  func emptyFolder() throws {
    try Workplace.with { place in
      try place.write(Data(), to: "empty/readme.txt")
      let json = try place.runWithModel("predict", "empty", "--json")
      #expect(json.status == 1)
      let objects = try #require(try json.json() as? [[String: Any]])
      #expect(objects.count == 1 && objects[0]["path"] as? String == "empty" && objects[0]["error"] != nil)
      #expect(json.errors.contains("holds no audio file"))
      let csv = try place.runWithModel("predict", "empty", "--csv")
      #expect(csv.status == 1)
      #expect(csv.text.components(separatedBy: "\r\n").count == 3)
      let text = try place.runWithModel("predict", "empty")
      #expect(text.status == 1 && text.errors.contains("holds no audio file"))
    }
  }

  @Test("- reads audio from standard input")
  func standardInput() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let piped = try place.runWithModel("predict", "-", "--json", input: TestAudio.wav())
      #expect(piped.status == 0)
      var fromPipe = try #require((try piped.json() as? [[String: Any]])?.first)
      let file = try place.runWithModel("predict", "a.wav", "--json")
      var fromFile = try #require((try file.json() as? [[String: Any]])?.first)
      #expect(fromPipe.removeValue(forKey: "path") as? String == "-")
      fromFile.removeValue(forKey: "path")
      #expect(fromPipe as NSDictionary == fromFile as NSDictionary)
      let nothing = try place.runWithModel("predict", "-", "--json")
      #expect(nothing.status == 1)
      #expect((try nothing.json() as? [[String: Any]])?.first?["error"] != nil)
    }
  }

  @Test("a cut file is answered, with a warning")
  func warnings() throws {
    try Workplace.with { place in
      let whole = TestAudio.wav(seconds: 1)
      try place.write(whole.prefix(whole.count * 2 / 3), to: "cut.wav")
      let outcome = try place.runWithModel("predict", "cut.wav", "--json")
      #expect(outcome.status == 0)
      let object = try #require((try outcome.json() as? [[String: Any]])?.first)
      #expect((object["warnings"] as? [String])?.count == 1)
      #expect(outcome.errors.hasPrefix("Warning: "))
    }
  }

  @Test("a model that is not there is an error with nothing on standard output")
  func missingModel() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let outcome = try place.run(["predict", "a.wav", "--json", "--model", "nowhere.emotionmodel"])
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("Error: ") && outcome.errors.contains("nowhere.emotionmodel"))
    }
  }

  @Test("Ctrl-C ends the run with valid JSON that says what was not read")
  func interruption() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let pipe = place.folder.appendingPathComponent("pipe.wav").path
      #expect(mkfifo(pipe, 0o600) == 0)
      let output = place.folder.appendingPathComponent("out.json")
      try Data().write(to: output)
      let process = Process()
      process.executableURL = CommandLineProgram.speechEmotion.url
      process.currentDirectoryURL = place.folder
      process.arguments = [
        "predict", "a.wav", "pipe.wav", "a.wav", "--json", "--jobs", "1", "--model", place.model,
      ]
      process.environment = CommandLineProgram.environment
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Opens once the program opens the other end, so that it is in the middle of its work.
      let writer = try #require(FileHandle(forWritingAtPath: pipe))
      process.interrupt()
      usleep(100_000)
      try writer.write(contentsOf: TestAudio.wav())
      try writer.close()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      let objects = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [[String: Any]])
      #expect(objects.count == 3)
      #expect(objects[0]["label"] != nil)
      #expect((objects[2]["error"] as? String)?.contains("interrupted") == true)
    }
  }

  @Test("a full disk is an error")
  func fullDisk() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let script = "\"$0\" predict a.wav --json --model \(place.model) > /dev/full"
      let shell = CommandLineProgram(url: URL(fileURLWithPath: "/bin/sh"))
      let outcome = try shell.run(
        ["-c", script, CommandLineProgram.speechEmotion.url.path], in: place.folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("standard output could not be written"))
    }
  }

  @Test("a reader that leaves early is no error message")
  func brokenPipe() throws {
    try Workplace.with { place in
      for index in 0..<40 { try place.writeVoice("calls/\(index).wav") }
      let script = "\"$0\" predict calls --model \(place.model) | head -n 1"
      let shell = CommandLineProgram(url: URL(fileURLWithPath: "/bin/sh"))
      let outcome = try shell.run(
        ["-c", script, CommandLineProgram.speechEmotion.url.path], in: place.folder)
      #expect(outcome.errors.isEmpty)
      #expect(outcome.lines.first?.hasPrefix("file") == true)
    }
  }
}
