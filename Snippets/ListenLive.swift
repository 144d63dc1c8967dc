import SpeechAudio
import SpeechDevices
import SpeechEmotion

let detector = try EmotionDetector.bundled()
let microphone = try Microphone(sampleRate: 16_000)
try microphone.start()

let blocks = AsyncThrowingStream<[Float], any Error> { try microphone.read(timeout: 0.1) }
for try await event in detector.events(of: blocks, sampleRate: 16_000) {
  switch event {
  case .utteranceStarted(let start): print("somebody speaks since", start)
  case .window(let window): print(window.label, window.smoothed.confidence)
  case .utteranceEnded(let utterance):
    print("said from", utterance.start, "to", utterance.end, utterance.prediction?.label ?? "-")
  case .noSpeech, .level: break
  }
}
