import Foundation
import SpeechAudio
import TerminalInterface
import Testing

@testable import speech_emotion

@Suite("speech-emotion devices and play, sample --play")
struct DevicesTests {
  @Test("inputs and outputs are listed, the default marked, and ALSA is not heard")
  func list() throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder, others: "pcm.broken { type hw card 77 }")
      let table = try place.run(["devices"], environment: card.environment)
      #expect(table.status == 0 && table.errors.isEmpty)
      #expect(table.text.contains("inputs") && table.text.contains("outputs"))
      #expect(table.lines.count { $0.hasPrefix("*") && $0.contains("  default") } == 2)
      #expect(table.lines.contains { $0.hasPrefix(" ") && $0.contains("studio") && $0.contains("44,100 Hz") })
      let json = try place.run(["devices", "--json"], environment: card.environment)
      let devices = try #require(try json.json() as? [[String: Any]])
      let standard = try #require(devices.first { $0["name"] as? String == "default" })
      #expect(standard["default_input"] as? Bool == true && standard["default_output"] as? Bool == true)
      #expect(standard["default_sample_rate"] as? Int == 44_100)
      #expect(standard["host_api"] as? String == "ALSA")
      // There would be something to hear.
      let talking = try place.run(
        ["devices"], environment: card.environment.merging(["SPEECH_EMOTION_DEVICE_MESSAGES": "1"]) { $1 })
      #expect(talking.errors.contains("ALSA lib"))
    }
  }

  @Test("a reader that leaves ends it, though JACK's library blocks that signal")
  func brokenPipe() throws {
    try TemporaryFolder.with { folder in
      let card = try VirtualSoundCard(in: folder)
      let bash = CommandLineProgram(url: URL(fileURLWithPath: "/bin/bash"))
      let program = CommandLineProgram.speechEmotion.url.path
      let outcome = try bash.run(
        ["-c", "set -o pipefail; timeout 30 '\(program)' devices | :"], environment: card.environment)
      #expect(outcome.status == 128 + SIGPIPE)
    }
  }

  @Test("without a device every command says so, and what works instead")
  func nothing() throws {
    try Workplace.with { place in
      let environment = try VirtualSoundCard.nothing(in: place.folder)
      try place.writeVoice("a.wav")
      for arguments in [
        ["devices"], ["devices", "--json"], ["record", "b.wav"], ["record", "b.wav", "--device", "usb"],
        ["play", "a.wav"],
      ] {
        let outcome = try place.run(arguments, environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("Error: "), "\(outcome.errors)")
        #expect(outcome.errors.contains("aplay -l") || outcome.errors.contains("arecord -l"))
      }
      #expect(!FileManager.default.fileExists(atPath: place.folder.appendingPathComponent("b.wav").path))
    }
  }

  @Test("play plays every sample, at the device's rate")
  func play() throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder)
      try place.writeVoice("a.wav")
      let outcome = try place.run(["play", "a.wav"], environment: card.environment)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.text == "a.wav  0.60 s\n")
      let expected = try Waveform(contentsOf: place.folder.appendingPathComponent("a.wav"))
        .resampled(to: VirtualSoundCard.sampleRate).samples
      #expect(try card.played() == expected.map { min(max($0, -1), 1) })
      let named = try place.run(["play", "a.wav", "--device", "STUD"], environment: card.environment)
      #expect(named.status == 0)
      let unknown = try place.run(["play", "a.wav", "--device", "tape"], environment: card.environment)
      #expect(unknown.status == 1 && unknown.errors.contains("No output device is called tape"))
      let missing = try place.run(["play", "b.wav"], environment: card.environment)
      #expect(missing.status == 1 && missing.errors.contains("There is no file at"))
    }
  }

  @Test("a sample plays its voices one after the other, and goes on where nothing can play")
  func sample() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      let card = try VirtualSoundCard(in: place.folder)
      let arguments = ["sample", "ravdess", "-n", "3", "--seed", "1", "--play", "--model", place.model]
      let heard = try place.run(arguments, environment: card.environment)
      #expect(heard.status == 0 && heard.errors.isEmpty)
      #expect(try card.played().count == 3 * 26_460)

      let silent = try place.run(arguments, environment: VirtualSoundCard.nothing(in: place.folder))
      #expect(silent.status == 0)
      #expect(silent.errors.hasPrefix("Warning: ") && silent.errors.contains("Going on without sound."))
      #expect(silent.errors.split(separator: "\n").count == 1)
      #expect(silent.text == heard.text)
    }
  }

  @Test("what moves on a terminal fits its width", arguments: [4, 12, 20, 40, 60, 80, 200])
  func displays(width: Int) {
    var tracker = LevelTracker(sampleRate: 16_000)
    tracker.update((0..<16_000).map { Float(sin(Double($0))) })
    for terminal in [Terminal(isInteractive: true, hasColour: true), Terminal(isInteractive: true)] {
      for seconds in [0.0, 61, 4000] {
        let playing = PlaybackDisplay.text(
          seconds: seconds, of: 4000, level: tracker, width: width, on: terminal)
        #expect(playing.displayWidth <= width, "\(playing)")
        for state in [SilenceWatch.State.waiting, .speaking, .silent(seconds: 12.34)] {
          let recording = RecordingSession.text(
            elapsed: seconds, level: tracker, state: state, width: width, on: terminal)
          #expect(recording.displayWidth <= width, "\(recording)")
        }
      }
    }
  }
}
