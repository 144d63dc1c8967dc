import ArgumentParser
import SpeechEmotion

/// Who speaks, where that voice is known.
struct SpeakerOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Who speaks, where `speech-emotion enroll` knows that voice: a name, or the path of a profile.",
      valueName: "name"))
  var speaker: String?

  /// The voice, where one was named.
  ///
  /// - Parameter detector: The model that will hear it.
  /// - Returns: Its profile.
  /// - Throws: `SpeakerProfileError` where there is no such profile, or it does not fit the model.
  func profile(for detector: EmotionDetector) throws -> SpeakerProfile? {
    try speaker.map { try EnrolledSpeaker(named: $0).profile(for: detector) }
  }
}
