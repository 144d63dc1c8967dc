import Foundation
import SpeechEmotion
import TestSupport
import Testing

@Suite("speech-emotion sample, corpus, model and train")
struct OtherCommandTests {
  @Test("a sample repeats with its seed, and tells how many were right")
  func sample() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      let first = try place.runWithModel("sample", "ravdess", "-n", "5", "--seed", "7")
      #expect(first.status == 0)
      #expect(try first.text == place.runWithModel("sample", "ravdess", "-n", "5", "--seed", "7").text)
      #expect(try first.text != place.runWithModel("sample", "ravdess", "-n", "5", "--seed", "8").text)
      let right = first.lines.count { $0.hasPrefix("✓") }
      let wrong = first.lines.count { $0.hasPrefix("✗") }
      #expect(right + wrong == 5)
      #expect(first.text.contains("\n\(right) of 5 voices right ("))
      #expect(first.text.contains("seed 7\n"))
      let all = try place.runWithModel("sample", "ravdess", "-n", "99", "--test-speakers")
      #expect(all.text.contains("of 8 voices right"))
    }
  }

  @Test("a scan counts clips and finds what is wrong")
  func scan() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      try place.write(Data("not audio".utf8), to: "ravdess/Actor_01/03-01-06-01-01-01-01.wav")
      try place.write(
        TestAudio.wav(samples: Array(repeating: 0, count: 16_000)),
        to: "ravdess/Actor_02/03-01-06-01-01-01-02.wav")
      let json = try place.run(["corpus", "scan", "ravdess", "--json"])
      #expect(json.status == 0 && json.errors.isEmpty)
      let report = try #require(try json.json() as? [String: Any])
      #expect(report["clips"] as? Int == 14)
      let findings = try #require(report["findings"] as? [[String: Any]])
      #expect(Set(findings.compactMap { $0["kind"] as? String }).isSuperset(of: ["unreadable", "silent"]))
      #expect((report["speakers"] as? [[String: Any]])?.count == 3)

      for columns in ["60", "100"] {
        let text = try place.run(["corpus", "scan", "ravdess"], environment: ["COLUMNS": columns])
        #expect(text.status == 0)
        for words in ["ravdess/01", "unreadable: 1", "silent: 1"] { #expect(text.text.contains(words)) }
      }
    }
  }

  @Test("a model's card, and its manifest as JSON")
  func model() throws {
    try Workplace.with { place in
      let card = try place.run(["model", "info", place.model])
      #expect(card.status == 0)
      for words in [
        "drawn", "male_calm", "80 log-mel bands", "ravdess/01", "CC0-1.0", "dense 8 to 12", "3,316",
      ] {
        #expect(card.text.contains(words), "\(words)")
      }
      let json = try place.run(["model", "info", place.model, "--json"])
      #expect(json.output == (try TestModel.bundle().manifest.jsonData()))
      let missing = try place.run(["model", "info", "nowhere"])
      #expect(missing.status == 1 && missing.errors.hasPrefix("Error: "))
    }
  }

  @Test("train hands every argument to the program beside it, then to the one on PATH")
  func train() throws {
    try TemporaryFolder.with { folder in
      let program = folder.appendingPathComponent("speech-emotion")
      try FileManager.default.copyItem(at: CommandLineProgram.speechEmotion.url, to: program)
      let command = CommandLineProgram(url: program)
      let absent = try command.run(["train", "corpus"], environment: ["PATH": "/nowhere"])
      #expect(absent.status == 1)
      #expect(absent.errors.contains("make setup-training"))
      #expect(absent.errors.contains("swift build -c release --product speech-emotion-train"))

      for (place, word) in [("bin", "path"), (".", "beside")] {
        let url = folder.appendingPathComponent("\(place)/speech-emotion-train")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("#!/bin/sh\nprintf '%s|' \(word) \"$@\"\nexit 7\n".utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
        let outcome = try command.run(
          ["train", "a b", "--help", "--", "-x", ""],
          environment: ["PATH": "\(folder.appendingPathComponent("bin").path):/usr/bin:/bin"])
        #expect(outcome.status == 7)
        #expect(outcome.text == "\(word)|a b|--help|--|-x||")
      }
    }
  }
}
