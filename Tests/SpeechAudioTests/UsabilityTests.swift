import Foundation
import Testing

@testable import SpeechAudio

@Suite("Whether a waveform can be used")
struct UsabilityTests {
  @Test("silence loads, and is refused by whoever needs sound")
  func silence() throws {
    let silent = try Waveform(data: WAVBytes(payload: Data(count: 32000)).data)
    #expect(silent.isDigitalSilence)
    #expect(throws: AudioError.silent(path: "a.wav", seconds: 1)) {
      try silent.requireUsable(minimumDuration: 0.3, path: "a.wav")
    }
    #expect(AudioError.silent(path: "a.wav", seconds: 1).description.contains("a.wav is digital silence"))
  }

  @Test("a constant and a flickering last bit are silence; the quietest speech is not")
  func kindsOfSilence() {
    let flicker = (0..<1000).map { Float($0 % 2) / 32768 }
    #expect(Waveform(samples: flicker, sampleRate: 16000).isDigitalSilence)
    #expect(Waveform(samples: [Float](repeating: 0.3, count: 1000), sampleRate: 16000).isDigitalSilence)
    #expect(Waveform(samples: [], sampleRate: 16000).isDigitalSilence)
    let quiet = Signals.sine(200, amplitude: 1e-4, seconds: 0.1, sampleRate: 16000)
    #expect(!Waveform(samples: quiet, sampleRate: 16000).isDigitalSilence)
  }

  @Test("too little is told with both lengths")
  func short() {
    let wave = Waveform(samples: Signals.sine(200, seconds: 0.1, sampleRate: 16000), sampleRate: 16000)
    #expect(throws: Never.self) { try wave.requireUsable(minimumDuration: 0.1) }
    let error = #expect(throws: AudioError.self) {
      try wave.requireUsable(minimumDuration: 0.5, path: "b.wav")
    }
    #expect(error == .tooShort(path: "b.wav", seconds: 0.1, minimumSeconds: 0.5))
    #expect(
      error?.description == "b.wav lasts 0.10 s, and at least 0.50 s are needed. Give a longer recording.")
  }
}
