import Foundation
import SpeechAudio
import SpeechDevices

let microphone = try Microphone(sampleRate: 48_000)
let writer = try AudioWriter(to: URL(fileURLWithPath: "voice.wav"), sampleRate: microphone.sampleRate)
try microphone.start()
while writer.duration < 3, let samples = try microphone.read(timeout: 0.1) {
  try writer.write(samples)
}
microphone.stop()
try writer.finish()

let voice = try Waveform(contentsOf: URL(fileURLWithPath: "voice.wav"))
try Loudspeaker().play(voice) { seconds in
  print("heard \(seconds) s of \(voice.duration)")
  return true  // false stops
}
