import Foundation
import SpeechEmotion
import TerminalInterface
import TestSupport
import Testing

@testable import speech_emotion

@Suite("listen")
struct ListenTests {
  /// Events as JSON objects.
  private func events(_ outcome: CommandLineProgram.Outcome) throws -> [[String: Any]] {
    try outcome.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("A file as fast as it can be heard: one event a line, in order")
  func file() throws {
    try Workplace.with { place in
      try place.write(TestAudio.conversation(), to: "talk.wav")
      let outcome = try place.runWithModel(
        "listen", "talk.wav", "--fast", "--json", "--levels", "--statistics")
      #expect(outcome.status == 0 && outcome.errors.contains("ms in the median"))
      let events = try events(outcome)
      let kinds = Set(events.compactMap { $0["event"] as? String })
      #expect(kinds == ["level", "utterance_started", "window", "utterance_ended", "no_speech"])
      let ends = events.filter { $0["event"] as? String != "level" }.compactMap { $0["end"] as? Double }
      #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 <= $1 + 1 })
      let text = try place.runWithModel("listen", "talk.wav", "--fast")
      let ended = events.count { $0["event"] as? String == "utterance_ended" }
      #expect(text.lines.count == ended + 1 && text.lines[0].contains(" to "))
    }
  }

  @Test("Raw samples and WAV streams on standard input give the same events as the file")
  func standardInput() throws {
    try Workplace.with { place in
      let wav = TestAudio.conversation()
      try place.write(wav, to: "talk.wav")
      let timeless = { (outcome: CommandLineProgram.Outcome) in
        outcome.text.replacing(/"computing_ms":[0-9.]+,/, with: "")
      }
      let reference = timeless(try place.runWithModel("listen", "talk.wav", "--fast", "--json"))
      #expect(timeless(try place.runWithModel("listen", "-", "--json", input: wav)) == reference)
      let raw = wav.dropFirst(44)
      #expect(
        timeless(try place.runWithModel("listen", "-", "--json", "--sample-rate", "16000", input: Data(raw)))
          == reference)
    }
  }

  @Test("A file is heard at its own pace")
  func pace() throws {
    try Workplace.with { place in
      try place.write(TestAudio.wav(hertz: 140), to: "short.wav")
      let clock = ContinuousClock.now
      #expect(try place.runWithModel("listen", "short.wav", "--json").status == 0)
      // 0.6 s of audio; slower machines take longer, none takes less.
      #expect(ContinuousClock.now - clock >= .milliseconds(580))
    }
  }

  @Test("What cannot be listened to is said")
  func errors() throws {
    try Workplace.with { place in
      let missing = try place.runWithModel("listen", "missing.wav")
      #expect(missing.status == 1 && missing.errors.contains("missing.wav"))
      for (arguments, word) in [
        (["--fast"], "--fast"), (["talk.wav", "--levels"], "--json"), (["talk.wav", "--hop", "0"], "--hop"),
        (["-", "--channels", "0"], "--channels"), (["-", "--sample-format", "mp3"], "mp3"),
      ] {
        let refused = try place.run(["listen", "--model", place.model] + arguments)
        #expect(refused.status == 64 && refused.errors.contains(word))
      }
      let nothing = try place.runWithModel("listen", "-")
      #expect(nothing.status == 1 && nothing.errors.contains("Nothing came"))
      var compressed = Data("RIFF\u{0}\u{0}\u{0}\u{0}WAVEfmt ".utf8)
      compressed.append(contentsOf: [16, 0, 0, 0, 2, 0, 1, 0, 0x80, 0x3E, 0, 0, 0, 0, 0, 0, 1, 0, 4, 0])
      compressed.append(contentsOf: Data("data".utf8) + Data(count: 40))
      let refused = try place.runWithModel("listen", "-", input: compressed)
      #expect(refused.status == 1 && refused.errors.contains("WAV header"))
    }
  }

  @Test("From the microphone, through PortAudio, until Ctrl-C; without one, a sentence")
  func microphone() throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
      let timeout = CommandLineProgram(url: URL(fileURLWithPath: "/usr/bin/timeout"))
      let outcome = try timeout.run(
        [
          "-s", "INT", "4", CommandLineProgram.speechEmotion.url.path, "listen", "--json", "--model",
          place.model,
        ],
        environment: card.environment, in: place.folder)
      let events = try events(outcome)
      #expect(events.contains { $0["event"] as? String == "utterance_started" })
      #expect(events.contains { $0["event"] as? String == "window" })
      #expect(!outcome.errors.contains("ALSA lib"))
      let none = try place.runWithModel("listen", environment: VirtualSoundCard.nothing(in: place.folder))
      #expect(none.status == 1 && none.errors.contains("standard input"))
    }
  }

  @Test("On a terminal: level, bars and the last minute in place, and the cursor is given back")
  func display() throws {
    guard TerminalSession.isPossible else { return }
    try Workplace.with { place in
      try place.write(TestAudio.conversation(), to: "talk.wav")
      let session = try TerminalSession(
        "listen talk.wav --fast --model \(place.model)", environment: ["COLUMNS": "60"], in: place.folder)
      #expect(session.end() == 0)
      let shown = session.shown
      for text in ["60 s ago", "speaking", "listening", " dB", "\u{1B}[?25l", "\u{1B}[?25h"] {
        #expect(shown.contains(text), "\(text)")
      }
      #expect(shown.contains(/0:0\d to 0:\d\d/))
    }
  }

  @Test(
    "No line is wider than the terminal, however narrow; without colour the strip has letters",
    arguments: [20, 40, 80, 200])
  func widths(width: Int) throws {
    let labels = try LabelSet([
      "male_calm", "male_happy", "male_sad", "female_calm", "female_happy", "female_sad",
    ])
    let prediction = Prediction(labels: labels, values: [0.1, 0.5, 0.1, 0.1, 0.1, 0.1], durationSeconds: 3)
    var display = ListenDisplay(emotions: labels.emotions)
    display.take(.utteranceStarted(start: 0))
    for step in 1...500 {
      let time = Double(step) * 0.2
      display.take(.level(.init(time: time, decibels: -20, peakDecibels: -3, isSpeech: true)))
      display.take(
        .window(
          .init(
            start: max(0, time - 3), end: time, prediction: prediction, smoothed: prediction,
            label: "male_happy",
            computingSeconds: 0.01)))
    }
    for hasColour in [false, true] {
      for hasUnicode in [false, true] {
        let terminal = Terminal(
          isInteractive: true, width: width, hasColour: hasColour, hasUnicode: hasUnicode)
        let lines = display.lines(for: terminal)
        #expect(lines.allSatisfy { $0.displayWidth <= max(width, 20) })
        #expect(lines.contains { $0.contains("male happy") })
        if !hasColour { #expect(lines.contains { $0.contains("hhhhhhhhhh") }) }
        if !hasUnicode { #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) }) }
      }
    }
  }
}
