import Foundation
import SpeechEmotion
import TerminalInterface

/// A speaker that an option names: by name, or by the path of a profile.
struct EnrolledSpeaker {
  private let file: URL

  /// - Throws: `SpeakerProfileError` where the text is neither.
  init(named text: String) throws(SpeakerProfileError) {
    file =
      text.contains("/") || text.hasSuffix(".json")
      ? URL(fileURLWithPath: text) : try SpeakerProfile.file(named: text)
  }

  /// The profile, with a warning where the model was not trained for such.
  ///
  /// - Throws: `SpeakerProfileError` where there is none, or it is damaged.
  func profile(for detector: EmotionDetector) throws(SpeakerProfileError) -> SpeakerProfile {
    let profile = try SpeakerProfile(contentsOf: file)
    Self.warn(of: detector)
    return profile
  }

  static func warn(of detector: EmotionDetector) {
    guard !detector.isTrainedForProfiles else { return }
    Diagnostics.warning(
      "The model \(detector.manifest.name) was not trained with enrolled voices (\"speaker_normalisation\" in its recipe), "
        + "so a profile may make it worse. Compare with `speech-emotion evaluate --enroll 4`.")
  }
}
