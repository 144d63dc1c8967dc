import Foundation
import TerminalInterface
import Testing

@Suite("What predict looks like")
struct DisplayTests {
  @Test("one voice: its label, then a bar for every label, likeliest first")
  func single() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let outcome = try place.runWithModel("predict", "a.wav")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(!outcome.text.contains("\u{1B}"))
      #expect(outcome.lines[0] == "a.wav  0.60 s")
      let shares = outcome.text.matches(of: /([0-9.]+) %\n/).compactMap { Double($0.1) }
      // The label's own, twelve bars; emotion and gender stand in one line.
      #expect(shares.count >= 13)
      #expect(shares[1...12].elementsEqual(shares[1...12].sorted(by: >)))
      #expect(outcome.text.contains("█") && outcome.text.contains("emotion "))
      let three = try place.runWithModel("predict", "a.wav", "--top", "3")
      #expect(three.lines.count == outcome.lines.count - 9)
    }
  }

  @Test("many voices: a row each, with a dash where there is no answer")
  func table() throws {
    try Workplace.with { place in
      try place.writeVoice("calls/a.wav")
      let outcome = try place.runWithModel("predict", "calls", "missing.wav", "--top", "2")
      #expect(outcome.status == 1)
      #expect(outcome.lines.count == 4)
      #expect(outcome.lines[0].hasPrefix("file         label"))
      #expect(outcome.lines[1].hasPrefix("calls/a.wav  "))
      #expect(outcome.lines[2].wholeMatch(of: /missing\.wav +-/) != nil)
    }
  }

  @Test("without UTF-8 there are no characters beyond ASCII")
  func ascii() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      for arguments in [["a.wav"], ["a.wav", "a.wav"]] {
        let outcome = try place.run(
          ["predict", "--model", place.model] + arguments, environment: ["LANG": "C"])
        #expect(outcome.text.allSatisfy { $0.isASCII })
        #expect(outcome.text.contains("#"))
      }
    }
  }

  @Test("colour is off in a pipe, forced by CLICOLOR_FORCE, and NO_COLOR wins")
  func colour() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let forced = try place.runWithModel("predict", "a.wav", environment: ["CLICOLOR_FORCE": "1"])
      #expect(forced.text.contains("\u{1B}["))
      let neither = try place.runWithModel(
        "predict", "a.wav", environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
      #expect(!neither.text.contains("\u{1B}"))
    }
  }

  @Test("lines fit the width", arguments: [40, 60, 80, 120])
  func width(columns: Int) throws {
    try Workplace.with { place in
      try place.writeVoice("a folder with a long name/and a voice with a long name.wav")
      try place.writeVoice("a folder with a long name/b.wav")
      for arguments in [
        ["a folder with a long name/and a voice with a long name.wav"], ["a folder with a long name"],
      ] {
        let outcome = try place.run(
          ["predict", "--top", "3", "--model", place.model] + arguments,
          environment: ["COLUMNS": "\(columns)"])
        #expect(outcome.lines.filter { $0.displayWidth > columns } == [])
      }
    }
  }

  @Test("on a terminal there are colours, unless NO_COLOR is set", .enabled(if: hasScript))
  func terminal() throws {
    try Workplace.with { place in
      try place.writeVoice("a.wav")
      let program = CommandLineProgram.speechEmotion.url.path
      let script = CommandLineProgram(url: URL(fileURLWithPath: "/usr/bin/script"))
      let command = "'\(program)' predict a.wav --model \(place.model)"
      let environment = ["TERM": "xterm", "SHELL": "/bin/sh"]
      let coloured = try script.run(
        ["-qec", command, "/dev/null"], environment: environment, in: place.folder)
      #expect(coloured.text.contains("\u{1B}[1;32m"))
      let plain = try script.run(
        ["-qec", command, "/dev/null"], environment: environment.merging(["NO_COLOR": "1"]) { $1 },
        in: place.folder)
      #expect(!plain.text.contains("\u{1B}["))
    }
  }

  /// util-linux's `script` runs a program on a terminal of its own.
  static let hasScript = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
}
