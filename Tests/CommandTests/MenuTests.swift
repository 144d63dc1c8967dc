import ArgumentParser
import Foundation
import Testing

@testable import speech_emotion

@Suite("The menu's questions and answers")
struct MenuTests {
  private func surroundings(_ folder: URL) -> MenuSurroundings {
    MenuSurroundings(
      folder: folder.path, home: "/people/anna",
      commands: ["listen", "record", "predict", "sample", "train", "serve"],
      recipes: ["conv-lstm", "seed"], hasLoudspeaker: true)
  }

  private func answers(_ texts: [MenuAnswers.Key: String]) -> MenuAnswers {
    var answers = MenuAnswers()
    for (key, text) in texts { answers[key] = text }
    return answers
  }

  @Test("answers become command lines")
  func commandLines() {
    let cases: [(MenuChoice, [MenuAnswers.Key: String], [String])] = [
      (.ownVoice, [.manner: "live"], ["listen"]),
      (
        .ownVoice, [.manner: "live", .device: "USB Mic", .model: "m.emotionmodel"],
        ["listen --device 'USB Mic' --model m.emotionmodel"]
      ),
      (
        .ownVoice, [.manner: "record", .recording: "voice.wav", .device: "USB"],
        ["record voice.wav --device USB"]
      ),
      (.randomVoices, [.corpus: "my corpora", .count: "8", .unheard: "no"], ["sample 'my corpora' -n 8"]),
      (
        .randomVoices, [.corpus: "ravdess", .count: "3", .unheard: "yes", .play: "yes"],
        ["sample ravdess -n 3 --test-speakers --play"]
      ),
      (.recordings, [.recordings: "a.wav 'b c.wav'", .watching: "once"], ["predict a.wav 'b c.wav'"]),
      (.recordings, [.recordings: "inbox", .watching: "watch"], ["predict inbox --watch"]),
      (.webPage, [.port: "8080"], ["serve --port 8080"]),
      (
        .training,
        [
          .corpora: "ravdess 'my own'", .recipe: "seed", .division: "one", .testSpeakers: "ravdess/01",
          .epochs: "2", .output: "mine.emotionmodel", .replace: "yes", .folds: "5",
        ],
        [
          "train ravdess 'my own' --recipe seed --test-speakers ravdess/01 --epochs 2 "
            + "--output mine.emotionmodel --overwrite"
        ]
      ),
      (
        .training,
        [
          .corpora: "ravdess", .recipe: "conv-lstm", .division: "folds", .folds: "4", .epochs: "",
          .testSpeakers: "held-out", .output: "mine.folds", .resume: "yes",
        ], ["train ravdess --recipe conv-lstm --folds speakers:4 --output mine.folds --resume"]
      ),
    ]
    for (choice, texts, lines) in cases {
      #expect(choice.commandLines(answers(texts)).map { ShellWords.joined($0) } == lines)
    }
  }

  @Test("this build's commands take what the menu gives them")
  func parse() throws {
    let all = answers([
      .manner: "live", .device: "USB", .recording: "v.wav", .corpus: "c", .count: "8", .unheard: "yes",
      .play: "yes", .model: "m", .corpora: "c", .recipe: "seed", .division: "one", .testSpeakers: "held-out",
      .output: "o", .recordings: "a b", .watching: "once", .port: "8080",
    ])
    let here = Set(SpeechEmotionCommand.configuration.subcommands.compactMap { $0.configuration.commandName })
    #expect(here.isSuperset(of: ["predict", "sample", "train"]))
    for choice in MenuChoice.all {
      for manner in ["live", "record"] {
        var all = all
        all[.manner] = manner
        for line in choice.commandLines(all) where here.contains(line[0]) {
          #expect(throws: Never.self) { try SpeechEmotionCommand.parseAsRoot(line) }
        }
      }
    }
  }

  @Test("only what this build can do is offered")
  func availability() throws {
    var surroundings = surroundings(URL(fileURLWithPath: "/"))
    #expect(
      MenuChoice.all.filter { $0.isAvailable(in: surroundings) }.map(\.key) == ["1", "2", "3", "4", "5"])
    surroundings.commands = ["predict", "sample", "train", "record"]
    #expect(MenuChoice.all.filter { $0.isAvailable(in: surroundings) }.map(\.key) == ["1", "2", "3", "4"])
    let manner = try #require(MenuChoice.ownVoice.questions.first)
    #expect(!manner.isAsked(MenuAnswers(), surroundings))
    #expect(manner.suggestion(MenuAnswers(), surroundings) == "record")
  }

  @Test("answers that will not do are told apart, with what to do")
  func complaints() throws {
    try TemporaryFolder.with { folder in
      let surroundings = surroundings(folder)
      try Data().write(to: folder.appending(path: "a.wav"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "a folder"), withIntermediateDirectories: true)
      func complaint(_ rule: MenuRule, _ text: String) -> MenuAnswerError? {
        do throws(MenuAnswerError) { _ = try rule.check(text, in: surroundings) } catch { return error }
        return nil
      }
      #expect(complaint(.corpus, "none") == .nothingThere("none", folder: folder.path))
      #expect(complaint(.corpus, "a.wav") == .notACorpus("a.wav"))
      #expect(complaint(.model, "a folder") == .notAModel("a folder"))
      #expect(complaint(.unusedFile(["wav"]), "a.wav") == .taken("a.wav"))
      #expect(complaint(.unusedFile(["wav"]), "b.txt") == .otherExtension("b.txt", ["wav"]))
      #expect(
        complaint(.destination, "no/where") == .noFolderAbove("no/where", above: folder.path + "/no"))
      #expect(complaint(.number(1...9), "x") == .notANumber("x", 1...9))
      #expect(complaint(.number(1...9), "12") == .outOfRange(12, 1...9))
      #expect(complaint(.number(1...9), "0") == .outOfRange(0, 1...9))
      #expect(complaint(.yesNo, "maybe") == .notOneOf("maybe", ["yes", "no"]))
      #expect(complaint(.recipe, "x") == .notARecipe("x", known: ["conv-lstm", "seed"]))
      #expect(complaint(.speakers, "ravdess/01, 02") == .notASpeaker("02"))
      #expect(complaint(.recordings, "'a.wav") == .openQuote("'a.wav"))
      for error in [MenuAnswerError.required, .taken("x"), .notARecipe("x", known: ["seed"])] {
        #expect(error.description.hasSuffix("."))
      }
      #expect(try MenuRule.yesNo.check("Y", in: surroundings) == "yes")
      #expect(try MenuRule.speakers.check("a/1 b/2", in: surroundings) == "a/1,b/2")
      #expect(try MenuRule.recordings.check("a folder", in: surroundings) == "'a folder'")
      #expect(try MenuRule.recordings.check("'a folder' a.wav", in: surroundings) == "'a folder' a.wav")
      try Data().write(to: folder.appending(path: "-dash.wav"))
      #expect(try MenuRule.recordings.check("-dash.wav", in: surroundings) == "./-dash.wav")
      #expect(surroundings.opened("~/x.wav") == "/people/anna/x.wav")
    }
  }

  @Test("what is proposed: the last answer where it holds, then what is there, then nothing")
  func proposals() throws {
    try TemporaryFolder.with { folder in
      let surroundings = surroundings(folder)
      let corpus = try #require(MenuChoice.randomVoices.questions.first { $0.key == .corpus })
      #expect(corpus.proposal(MenuAnswers(), surroundings) == nil)
      for name in ["CREMA-D", "RAVDESS"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      #expect(corpus.proposal(MenuAnswers(), surroundings) == "RAVDESS")
      #expect(corpus.proposal(answers([.corpus: folder.path + "/CREMA-D"]), surroundings) == "CREMA-D")
      #expect(corpus.proposal(answers([.corpus: "/gone"]), surroundings) == "RAVDESS")
      let epochs = try #require(MenuChoice.training.questions.first { $0.key == .epochs })
      #expect(epochs.proposal(MenuAnswers(), surroundings) == "")
      #expect(epochs.proposal(answers([.epochs: "12"]), surroundings) == "12")
      #expect(try epochs.answer("-", proposal: "12", in: surroundings) == "")
      #expect(try epochs.answer("", proposal: "12", in: surroundings) == "12")
      let output = try #require(MenuChoice.training.questions.first { $0.key == .output })
      try Data().write(to: folder.appending(path: "mine.emotionmodel"))
      #expect(output.proposal(answers([.output: "old"]), surroundings) == "mine-2.emotionmodel")
    }
  }

  @Test("answers are remembered, and a damaged memory is an empty one")
  func memory() throws {
    try TemporaryFolder.with { folder in
      let memory = MenuMemory(environment: ["XDG_STATE_HOME": folder.path + "/state"], home: "/nowhere")
      #expect(memory.answers() == MenuAnswers())
      let kept = answers([.choice: "2", .corpus: "/a \"b\"/ü", .epochs: ""])
      try memory.keep(kept)
      #expect(memory.answers() == kept)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/speech-emotion")
      #expect(files == ["menu.json"])
      for damage in ["", "{\"choice\": ", "[1]", "{\"choice\": 2}"] {
        try Data(damage.utf8).write(to: URL(fileURLWithPath: memory.path))
        #expect(memory.answers() == MenuAnswers())
      }
      try Data("{\"choice\": \"4\", \"later\": \"x\"}".utf8).write(to: URL(fileURLWithPath: memory.path))
      #expect(memory.answers() == answers([.choice: "4"]))
      let home = MenuMemory(environment: ["XDG_STATE_HOME": "relative"], home: "/people/anna")
      #expect(home.path == "/people/anna/.local/state/speech-emotion/menu.json")
      #expect(throws: (any Error).self) {
        try MenuMemory(environment: [:], home: memory.path).keep(kept)
      }
    }
  }

  @Test("words survive the shell, whatever is in them")
  func quoting() throws {
    let words = [
      "plain", "a b", "it's", "\"q\"", "$HOME", "`id`", "", "*", "~", "back\\slash", "line\nend", "größe",
      "a;b",
      "#x",
    ]
    let printed = try CommandLineProgram(url: URL(fileURLWithPath: "/bin/sh"))
      .run(["-c", "printf '%s\\0' " + ShellWords.joined(words)])
    #expect(printed.text == words.map { $0 + "\0" }.joined())
    #expect(ShellWords.split(ShellWords.joined(words)) == words)
    #expect(ShellWords.joined(["a/b.wav", "größe", "c d"]) == "a/b.wav größe 'c d'")
    #expect(ShellWords.split(#"a\ b "c \"d\" \e" 'f"g'"#) == ["a b", #"c "d" \e"#, #"f"g"#])
    #expect(ShellWords.split("'open") == nil && ShellWords.split("end\\") == nil)
  }
}
