import SpeechEmotion
import TerminalInterface

/// What a recording could be better in.
enum RecordingAdvice {
  /// Peaks below this, in decibels relative to full scale, come from the other end of the room.
  static let quietPeak = -40.0

  /// Sentences, the gravest first.
  ///
  /// - Parameters:
  ///   - level: Of the whole recording.
  ///   - end: Why it ended.
  ///   - duration: Seconds recorded.
  ///   - dropped: Samples that were lost.
  /// - Returns: None where all is well.
  static func sentences(
    _ level: LevelTracker, end: RecordingSession.End, duration: Double, dropped: Int
  ) -> [String] {
    var sentences: [String] = []
    if duration < EmotionDetector.minimumDuration {
      sentences.append(
        "That was too short for an answer: \(NumberFormat.duration(seconds: EmotionDetector.minimumDuration)) at least."
      )
    }
    if !level.highestPeak.isFinite {
      sentences.append(
        "The microphone gave nothing but silence. It may be muted or the wrong one: look at its switch, at the "
          + "system's sound settings, and at speech-emotion devices.")
    } else if level.highestPeak < quietPeak {
      sentences.append(
        "That is very quiet. Come closer to the microphone, or raise its level in the system's sound settings."
      )
    }
    if end == .nobodySpoke {
      sentences.append(
        "Nobody spoke for \(Int(RecordingSession.patience)) s, so the recording ended; --seconds records whatever there "
          + "is to hear.")
    }
    if level.clippedSampleCount > 0 {
      sentences.append(
        "\(NumberFormat.count(level.clippedSampleCount, "sample")) clipped: too loud for the microphone. Go back a little, "
          + "or lower its level.")
    }
    if dropped > 0 {
      sentences.append(
        "About \(NumberFormat.count(dropped, "sample")) lost, because the computer was too busy.")
    }
    return sentences
  }
}
