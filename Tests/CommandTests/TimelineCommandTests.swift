import Foundation
import SpeechAudio
import TestSupport
import Testing

@Suite("predict --timeline")
struct TimelineCommandTests {
  private func place(_ body: (Workplace) throws -> Void) throws {
    try Workplace.with { place in
      try place.write(TestAudio.conversation(), to: "talk.wav")
      try body(place)
    }
  }

  @Test("A table of stretches with their times")
  func table() throws {
    try place { place in
      let outcome = try place.runWithModel("predict", "--timeline", "talk.wav")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.lines[0].contains("of speech"))
      #expect(
        outcome.text.contains("no speech") && outcome.text.contains(/0:0\d\.\d +0:0\d\.\d +\w+ +\d+\.\d %/))
    }
  }

  @Test("JSON, CSV, RTTM and WebVTT say the same")
  func formats() throws {
    try place { place in
      let json = try #require(
        try place.runWithModel("predict", "--timeline", "--json", "talk.wav").json() as? [[String: Any]])
      let segments = try #require(json.first?["segments"] as? [[String: Any]])
      let spoken = segments.filter { !($0["label"] is NSNull) }
      #expect(!spoken.isEmpty && segments.contains { $0["no_speech"] as? Bool == true })
      for (before, after) in zip(segments, segments.dropFirst()) {
        #expect(before["end"] as? Double == after["start"] as? Double)
      }
      let csv = try place.runWithModel("predict", "--timeline", "--csv", "talk.wav").text
        .split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      #expect(csv.count == segments.count + 1 && Set(csv.map(\.count)).count == 1)
      let rttm = try place.runWithModel("predict", "--timeline", "--rttm", "talk.wav").text.split(
        separator: "\n")
      #expect(rttm.count == spoken.count)
      for (line, segment) in zip(rttm, spoken) {
        let fields = line.split(separator: " ")
        #expect(fields.count == 10 && fields[0] == "SPEAKER" && fields[1] == "talk")
        #expect(Double(fields[3]) == segment["start"] as? Double)
        #expect(String(fields[7]) == segment["label"] as? String)
      }
      let vtt = try place.runWithModel("predict", "--timeline", "--vtt", "talk.wav").text
      #expect(vtt.hasPrefix("WEBVTT\n\n"))
      #expect(vtt.matches(of: /\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\n/).count == spoken.count)
    }
  }

  @Test("A picture beside it, one file each for several inputs; without the program for PNG a sentence")
  func pictures() throws {
    try place { place in
      #expect(
        try place.runWithModel("predict", "--timeline", "talk.wav", "--picture", "talk.svg").status == 0)
      let svg = try String(contentsOf: place.folder.appending(path: "talk.svg"), encoding: .utf8)
      #expect(svg.hasPrefix("<svg ") && svg.contains("talk.wav"))
      try place.write(TestAudio.conversation(), to: "other.wav")
      #expect(
        try place.runWithModel("predict", "--timeline", "talk.wav", "other.wav", "--picture", "drawn/").status
          == 0)
      let drawn = try FileManager.default.contentsOfDirectory(
        atPath: place.folder.appending(path: "drawn").path)
      #expect(drawn.sorted() == ["other.wav.svg", "talk.wav.svg"])
      let several = try place.runWithModel(
        "predict", "--timeline", "talk.wav", "other.wav", "--picture", "one.svg")
      #expect(several.status != 0 && several.errors.contains("name a folder"))
      let png = try place.runWithModel(
        "predict", "--timeline", "talk.wav", "--picture", "talk.png", environment: ["PATH": "/nowhere"])
      #expect(png.status != 0 && png.errors.contains("rsvg-convert"))
      // Told before anything is heard, in a sentence.
      let nowhere = try place.runWithModel("predict", "--timeline", "talk.wav", "--picture", "no/where.svg")
      #expect(
        nowhere.status != 0 && nowhere.output.isEmpty && nowhere.errors.contains("its folder does not exist"))
      try place.write(TestAudio.conversation(), to: "a/b.wav")
      try place.write(TestAudio.conversation(), to: "a_b.wav")
      #expect(
        try place.runWithModel("predict", "--timeline", "a/b.wav", "a_b.wav", "--picture", "two/").status == 0
      )
      let two = try FileManager.default.contentsOfDirectory(atPath: place.folder.appending(path: "two").path)
      #expect(two.sorted() == ["a_b.wav-2.svg", "a_b.wav.svg"])
    }
  }

  @Test("What is missing or makes no sense is said; the other inputs are answered")
  func errors() throws {
    try place { place in
      let outcome = try place.runWithModel("predict", "--timeline", "missing.wav", "talk.wav", "--json")
      #expect(outcome.status == 1 && outcome.errors.contains("missing.wav"))
      let objects = try #require(try outcome.json() as? [[String: Any]])
      #expect(objects.count == 2 && objects[0]["error"] != nil && objects[1]["segments"] != nil)
      for (arguments, word) in [
        (["--vtt"], "--timeline"), (["--timeline", "--step", "9"], "--step"),
        (["--timeline", "--json", "--vtt"], "one"), (["--timeline", "--top", "2"], "--top"),
        (["--timeline", "--no-gate"], "--no-gate"), (["--timeline", "--vtt", "talk.wav"], "one input"),
      ] {
        let refused = try place.run(["predict", "talk.wav", "--model", place.model] + arguments)
        #expect(refused.status == 64 && refused.errors.lowercased().contains(word))
      }
    }
  }
}
