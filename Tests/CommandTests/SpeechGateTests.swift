import Foundation
import TestSupport
import Testing

@Suite("predict: no speech, and unsure")
struct SpeechGateTests {
  @Test("what holds no speech is answered so, with exit status 0")
  func noSpeech() throws {
    try Workplace.with { place in
      try place.write(TestAudio.wav(samples: Array(repeating: 0, count: 16_000)), to: "silent.wav")
      let tone = (0..<32_000).map { Int16(8000 * sin(Double($0) * 0.2)) }
      try place.write(TestAudio.wav(samples: tone), to: "tone.wav")
      try place.writeVoice("voice.wav")
      let json = try place.runWithModel("predict", "silent.wav", "tone.wav", "voice.wav", "--json")
      #expect(json.status == 0 && json.errors.isEmpty, "\(json.errors)")
      let objects = try #require(try json.json() as? [[String: Any]])
      for (object, seconds) in zip(objects, [1.0, 2]) {
        #expect(
          Set(object.keys) == ["path", "label", "no_speech", "duration_seconds", "speech_seconds"])
        #expect(object["label"] is NSNull && object["no_speech"] as? Bool == true)
        #expect(object["speech_seconds"] as? Double == 0 && object["duration_seconds"] as? Double == seconds)
      }
      #expect(objects.last?["label"] is String)

      let csv = try place.runWithModel("predict", "tone.wav", "--csv")
      #expect(csv.status == 0)
      #expect(
        csv.text.components(separatedBy: "\r\n")[1] == "tone.wav,no speech"
          + String(repeating: ",", count: 13))
      let alone = try place.runWithModel("predict", "tone.wav")
      #expect(alone.status == 0 && alone.text.contains("no speech"))
      let table = try place.runWithModel("predict", "tone.wav", "voice.wav")
      #expect(table.status == 0 && table.text.contains("no speech"))
    }
  }

  @Test("--no-gate gives a tone an emotion, and silence an error")
  func noGate() throws {
    try Workplace.with { place in
      let tone = (0..<32_000).map { Int16(8000 * sin(Double($0) * 0.2)) }
      try place.write(TestAudio.wav(samples: tone), to: "tone.wav")
      try place.write(TestAudio.wav(samples: Array(repeating: 0, count: 16_000)), to: "silent.wav")
      let heard = try place.runWithModel("predict", "tone.wav", "--json", "--no-gate")
      #expect(heard.status == 0)
      let object = try #require((try heard.json() as? [[String: Any]])?.first)
      #expect(object["label"] is String && object["speech_seconds"] == nil)
      #expect(try place.runWithModel("predict", "silent.wav", "--no-gate").status == 1)
    }
  }

  @Test("--abstain-below answers unsure, with the best guess")
  func abstaining() throws {
    try Workplace.with { place in
      try place.writeVoice("voice.wav")
      for (threshold, isUnsure) in [("1", true), ("0", false)] {
        let options = ["--abstain-below", threshold, "--model", place.model]
        let json = try place.run(["predict", "voice.wav", "--json"] + options)
        #expect(json.status == 0)
        let object = try #require((try json.json() as? [[String: Any]])?.first)
        let label = try #require(object["label"] as? String)
        #expect(object["abstained"] as? Bool == isUnsure)
        let csv = try place.run(["predict", "voice.wav", "--csv"] + options)
        #expect(csv.text.contains("voice.wav,\(isUnsure ? "unsure" : label),"))
        for inputs in [["voice.wav"], ["voice.wav", "voice.wav"]] {
          let text = try place.run(["predict"] + inputs + options)
          #expect(text.text.contains("unsure (\(label)?)") == isUnsure)
        }
      }
    }
  }
}
