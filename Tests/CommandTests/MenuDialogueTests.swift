import Foundation
import TerminalInterface
import Testing

@Suite("The menu on a terminal", .enabled(if: TerminalSession.isPossible), .timeLimit(.minutes(5)))
struct MenuDialogueTests {
  @Test("asks, complains, shows the command line, runs it, comes back, and remembers")
  func dialogue() throws {
    try Workplace.with { place in
      try place.writeVoice("my voices/a.wav")
      let session = try TerminalSession(environment: ["NO_COLOR": "1"], in: place.folder)
      try session.type("9\n", after: "Your choice [")
      try session.type("4\n", after: "\"9\" is not on the menu")
      try session.type("nowhere.wav\n", after: "Files or folders")
      try session.type("my voices\n", after: "There is nothing at nowhere.wav")
      try session.type("x\n", after: "(once/watch) [once]:")
      try session.type("\n", after: "Give once or watch.")
      try session.type("test.emotionmodel\n", after: "Model [the one that comes with the program]:")
      try session.type("", after: "$ speech-emotion predict 'my voices' --model test.emotionmodel")
      try session.type("4\n", after: "Your choice [4]:")
      try session.type("back\n", after: "spaces between them ['my voices']:")
      try session.type("q\n", after: "Your choice [4]:")
      #expect(session.end() == 0)
      #expect(session.shown.contains("my voices/a.wav"))
      #expect(!session.shown.contains("\u{1B}["))

      let again = try TerminalSession(in: place.folder)
      try again.type("\n", after: "Your choice [4]:")
      try again.type("\n", after: "['my voices']:")
      try again.type("\n", after: "[once]:")
      try again.type("-\n", after: "[test.emotionmodel; - for the one that comes")
      try again.type("\u{4}", after: "Your choice [4]:")
      #expect(again.end() == 0)
      #expect(again.shown.contains("\u{1B}["))
    }
  }

  @Test("Ctrl-C at a prompt leaves with 130, Ctrl-D with 0")
  func leaving() throws {
    try TemporaryFolder.with { folder in
      for (keys, status) in [("\u{3}", Int32(130)), ("\u{4}", 0), ("4\n\u{3}", 130), ("q\n", 0)] {
        let session = try TerminalSession(in: folder)
        try session.type(keys, after: "Your choice [")
        #expect(session.end() == status)
      }
    }
  }

  @Test("Ctrl-C stops a command that runs, and the menu is there again")
  func interruption() throws {
    try Workplace.with { place in
      try place.writeVoice("in/a.wav")
      let session = try TerminalSession(environment: ["NO_COLOR": "1"], in: place.folder)
      try session.type("4\n", after: "Your choice [")
      try session.type("in\n", after: "Files or folders")
      try session.type("watch\n", after: "[once]:")
      try session.type("test.emotionmodel\n", after: "Model [")
      try session.type("\u{3}", after: "  a.wav\n")
      try session.type("q\n", after: "Your choice [4]:")
      #expect(session.end() == 0)
      #expect(session.shown.contains("Watched in: 1 file answered."))
    }
  }

  @Test("a command that fails says so, and the menu is there again")
  func failure() throws {
    try Workplace.with { place in
      try place.write(Data("no audio".utf8), to: "empty/readme.txt")
      // Without a loudspeaker nobody is asked about playing.
      let session = try TerminalSession(
        environment: ["NO_COLOR": "1", "ALSA_CONFIG_PATH": "/nowhere"], in: place.folder)
      try session.type("2\n", after: "Your choice [")
      // No corpus is here, so it says where to get one.
      try session.type("\n", after: "RAVDESS is one to begin with")
      try session.type("empty\n", after: "Something has to be answered here.")
      try session.type("3\n", after: "How many voices [8]:")
      try session.type("\n", after: "(y/n) [no]:")
      try session.type("\n", after: "Model [")
      try session.type("", after: "$ speech-emotion sample empty -n 3\n")
      try session.type("", after: "No corpus was recognised")
      try session.type("q\n", after: "It ended with status 1.")
      #expect(session.end() == 0)
    }
  }

  @Test("is the help where there is no terminal")
  func noTerminal() throws {
    let outcome = try CommandLineProgram.speechEmotion.run([])
    #expect(outcome.text.hasPrefix("OVERVIEW:"))
  }

  @Test("lines fit the width, and plain ASCII will do", arguments: [40, 80])
  func width(columns: Int) throws {
    try TemporaryFolder.with { folder in
      let session = try TerminalSession(
        environment: ["COLUMNS": "\(columns)", "LANG": "C", "NO_COLOR": "1"], in: folder)
      try session.type("2\n", after: "Your choice [")
      try session.type("nowhere\n", after: "Corpus (a folder or a manifest)")
      try session.type("q\n", after: "There is nothing at nowhere")
      try session.type("back\n", after: "There is nothing at q")
      try session.type("q\n", after: "Your choice [2]:")
      #expect(session.end() == 0)
      let lines = session.shown.split(separator: "\n").map { String($0) }
      // A path cannot be broken, and the one of the test's folder is long.
      #expect(lines.filter { $0.displayWidth > columns && !$0.contains(folder.path) } == [])
      #expect(session.shown.allSatisfy { $0.isASCII })
    }
  }
}
