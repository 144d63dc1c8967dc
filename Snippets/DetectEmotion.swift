import Foundation
import SpeechEmotion

let detector = try EmotionDetector.bundled()
let prediction = try detector.prediction(forFile: URL(fileURLWithPath: "Voices/female_happy.opus"))

print(prediction.label, prediction.confidence)  // one of twelve classes, and how sure
print(prediction.emotion, prediction.gender ?? "-")  // the same, summed over voices and over emotions
for (label, probability) in prediction.probabilities { print(label, probability) }
