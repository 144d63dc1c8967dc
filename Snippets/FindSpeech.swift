import Foundation
import SpeechAudio
import SpeechEmotion
import SpeechFeatures

let url = URL(fileURLWithPath: "Voices/female_happy.opus")
do {
  let prediction = try EmotionDetector.bundled(gate: .on).prediction(forFile: url)
  print(prediction.label(abstainingBelow: 0.6) ?? "unsure", prediction.speechSeconds ?? 0)
} catch DetectionError.noSpeech(_, let seconds) {
  print("nobody speaks in these \(seconds) s")
}

// Frame by frame, for a stream: push samples as they come.
let waveform = try Waveform(contentsOf: url)
var listener = VoiceActivityDetector(sampleRate: waveform.sampleRate)
let frames = listener.push(waveform.samples) + listener.finish()
print(frames.count { $0.isSpeech }, VoiceActivity(frames: frames).isSpeech)
