import Foundation
import SpeechAudio
import Testing

@testable import speech_emotion

@Suite("speech-emotion record, from a virtual microphone")
struct RecordTests {
  private func difference(_ one: [Float], _ other: [Float]) -> Float {
    zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test("N seconds are the N seconds that the microphone heard", arguments: ["a.wav", "a.flac"])
  func seconds(name: String) throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
      let outcome = try place.run(
        ["record", name, "--seconds", "1.2", "--no-predict"], environment: card.environment)
      #expect(outcome.status == 0 && outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("Recording for 1.20 s from default into \(name); Ctrl-C ends it.\n"))
      #expect(outcome.errors.contains("Recorded 1.20 s, peak -"))
      #expect(!outcome.errors.contains("ALSA lib") && !outcome.errors.lowercased().contains("jack"))
      let recorded = try Waveform(contentsOf: place.folder.appendingPathComponent(name))
      #expect(recorded.sampleRate == VirtualSoundCard.sampleRate)
      #expect(recorded.samples.count == 52_920)
      #expect(difference(recorded.samples, VirtualSoundCard.speech) <= 1 / 32768)
    }
  }

  @Test("without --seconds it ends after the silence behind speech, and says the emotion")
  func untilSilence() throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
      let outcome = try place.runWithModel("record", environment: card.environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.text.contains("emotion ") && outcome.text.contains("█"))
      #expect(outcome.errors.contains("until you are silent"))
      let files = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      let name = try #require(files.first { $0.hasPrefix("recording-") })
      #expect(name.wholeMatch(of: /recording-\d{4}-\d\d-\d\d-\d{6}\.wav/) != nil)
      #expect(outcome.lines[0].hasPrefix(name))
      let duration = try Waveform(contentsOf: place.folder.appendingPathComponent(name)).duration
      #expect((2.5...4).contains(duration), "1.5 s of speech and 1.5 s of silence became \(duration) s")
      let patient = try place.runWithModel(
        "record", "b.wav", "--silence", "4", environment: card.environment)
      #expect(patient.status == 0)
      let longer = try Waveform(contentsOf: place.folder.appendingPathComponent("b.wav")).duration
      #expect(abs(longer - duration - 2.5) < 0.2)
    }
  }

  @Test("a file that is there stays, unless --overwrite says so")
  func overwriting() throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
      try place.write(Data("precious".utf8), to: "a.wav")
      let arguments = ["record", "a.wav", "--seconds", "0.5", "--no-predict"]
      let refused = try place.run(arguments, environment: card.environment)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("a.wav is there already") && refused.errors.contains("--overwrite"))
      #expect(try Data(contentsOf: place.folder.appendingPathComponent("a.wav")) == Data("precious".utf8))
      let replaced = try place.run(arguments + ["--overwrite"], environment: card.environment)
      #expect(replaced.status == 0)
      #expect(try Waveform(contentsOf: place.folder.appendingPathComponent("a.wav")).duration == 0.5)
      let files = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      #expect(!files.contains { $0.hasSuffix(".tmp") })
      let folder = try place.run(["record", "test.emotionmodel"], environment: card.environment)
      #expect(folder.status == 1 && folder.errors.contains("is a folder"))
      let format = try place.run(["record", "a.mp3"], environment: card.environment)
      #expect(format.status == 1 && format.errors.contains("End the name in .wav or .flac"))
    }
  }

  @Test("killed at any moment, it leaves a file with what was recorded", arguments: ["a.wav", "a.flac"])
  func killed(name: String) throws {
    try Workplace.with { place in
      let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
      let process = Process()
      process.executableURL = CommandLineProgram.speechEmotion.url
      process.arguments = ["record", name, "--seconds", "20000", "--no-predict"]
      process.currentDirectoryURL = place.folder
      process.environment = CommandLineProgram.environment.merging(card.environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      let file = place.folder.appendingPathComponent(name)
      func size() -> Int {
        (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
      }
      let deadline = Date(timeIntervalSinceNow: 60)
      while size() < 400_000, Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)

      let recorded = try Waveform(contentsOf: file)
      let count = min(recorded.samples.count, VirtualSoundCard.speech.count)
      #expect(count > VirtualSoundCard.sampleRate)
      #expect(
        difference(Array(recorded.samples.prefix(count)), VirtualSoundCard.speech) <= 1 / 32768)
      if name.hasSuffix("wav") {
        // Nothing in the file that the header does not count, up to a second.
        #expect(size() - 2 * recorded.samples.count < 2 * VirtualSoundCard.sampleRate)
      }
    }
  }

  @Test("Ctrl-C ends a recording, which is then answered; a polite kill only ends it")
  func interrupted() throws {
    for (signal, status) in [(SIGINT, Int32(0)), (SIGTERM, 143)] {
      try Workplace.with { place in
        let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
        let process = Process()
        process.executableURL = CommandLineProgram.speechEmotion.url
        process.arguments = ["record", "a.wav", "--seconds", "20000", "--model", place.model]
        process.currentDirectoryURL = place.folder
        process.environment = CommandLineProgram.environment.merging(card.environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let answer = place.folder.appendingPathComponent("answer")
        try Data().write(to: answer)
        process.standardOutput = try FileHandle(forWritingTo: answer)
        process.standardError = FileHandle.nullDevice
        try process.run()
        let file = place.folder.appendingPathComponent("a.wav").path
        let deadline = Date(timeIntervalSinceNow: 60)
        while Date() < deadline {
          let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
          if let size, size > 200_000 { break }
          Thread.sleep(forTimeInterval: 0.01)
        }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == status)
        #expect(try Waveform(contentsOf: URL(fileURLWithPath: file)).duration > 1)
        let text = try String(contentsOf: answer, encoding: .utf8)
        #expect(text.isEmpty == (signal == SIGTERM))
      }
    }
  }

  @Test("silence, quiet and clipping are told")
  func advice() throws {
    try Workplace.with { place in
      let loud = (0..<44_100).map { Float(sin(Double($0) * 0.02)) * 2 }
      for (heard, words) in [
        ([Float](repeating: 0, count: 44_100), "nothing but silence"),
        (VirtualSoundCard.noise(seconds: 1), "very quiet"), (loud, "clipped"),
      ] {
        let card = try VirtualSoundCard(in: place.folder, heard: heard)
        let outcome = try place.runWithModel(
          "record", "a.wav", "--seconds", "0.9", "--overwrite", environment: card.environment)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
      }
      let card = try VirtualSoundCard(in: place.folder, heard: VirtualSoundCard.speech)
      let short = try place.runWithModel(
        "record", "a.wav", "--seconds", "0.1", "--overwrite", environment: card.environment)
      #expect(short.status == 1 && short.errors.contains("too short"))
    }
  }

  @Test("on a terminal there is a meter, and Enter ends it", .enabled(if: DisplayTests.hasScript))
  func terminal() throws {
    try Workplace.with { place in
      let quiet = VirtualSoundCard.noise(seconds: 70)
      let card = try VirtualSoundCard(in: place.folder, heard: quiet)
      let script = CommandLineProgram(url: URL(fileURLWithPath: "/usr/bin/script"))
      let program = CommandLineProgram.speechEmotion.url.path
      let environment = card.environment.merging(["TERM": "xterm", "SHELL": "/bin/sh"]) { $1 }
      let metered = try script.run(
        ["-qec", "'\(program)' record a.wav --seconds 1 --no-predict", "/dev/null"],
        environment: environment, in: place.folder)
      #expect(metered.text.contains("Enter or Ctrl-C ends it"))
      #expect(metered.text.contains("\r0:00  ") && metered.text.contains(" dBFS "))
      #expect(metered.text.contains("no speech yet"))
      // Pressed while it records; what is typed before it is asked for does not count.
      let session = try TerminalSession(
        "record b.wav --seconds 100000 --no-predict", environment: card.environment, in: place.folder)
      try session.type("\n", after: "no speech yet")
      #expect(session.end() == 0)
      #expect(session.shown.contains("Recorded "))
      let kept = try script.run(
        ["-qec", "'\(program)' record a.wav --seconds 1 --no-predict", "/dev/null"],
        input: Data("n\n".utf8), environment: environment, in: place.folder)
      #expect(kept.text.contains("Replace it? [y/N]") && kept.text.contains("nothing was recorded"))
    }
  }

  @Test("names follow the time of day, and none is taken twice")
  func names() throws {
    #expect(RecordingTarget.freeName(time: 1_770_000_000).hasPrefix("recording-2026-02-0"))
  }
}
