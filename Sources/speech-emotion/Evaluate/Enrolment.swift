import EmotionCorpora
import EmotionEvaluation
import Foundation
import SpeechEmotion
import TerminalInterface

/// Speakers of a corpus, enrolled from some of their neutral clips, and the clips that are left to be heard.
struct Enrolment {
  /// Clips that each profile was made of.
  let clipsPerSpeaker: Int
  /// Profiles by qualified name.
  let profiles: [String: SpeakerProfile]
  /// What was not used for enrolment, of the speakers that could be enrolled.
  let utterances: [Utterance]

  /// Enrolls everybody who has enough neutral (or calm) clips and another clip.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - clipsPerSpeaker: Clips for each profile: the first by name.
  ///   - detector: The model.
  /// - Throws: ``NobodyToEnroll`` where no speaker has as many, what measuring a profile throws.
  init(_ utterances: [Utterance], clipsPerSpeaker: Int, detector: EmotionDetector) throws {
    self.clipsPerSpeaker = clipsPerSpeaker
    var profiles: [String: SpeakerProfile] = [:]
    var left: [Utterance] = []
    let speakers = Dictionary(grouping: utterances.filter(\.hasKnownSpeaker), by: \.qualifiedSpeaker)
    for (speaker, clips) in speakers.sorted(by: { $0.key < $1.key }) {
      let neutral = clips.filter { ["neutral", "calm"].contains($0.emotion) }.sorted {
        ($0.emotion == "neutral" ? 0 : 1, $0.id) < ($1.emotion == "neutral" ? 0 : 1, $1.id)
      }
      guard neutral.count >= clipsPerSpeaker, clips.count > clipsPerSpeaker else { continue }
      let chosen = neutral.prefix(clipsPerSpeaker)
      do {
        profiles[speaker] = try detector.profile(ofSpeaker: speaker, files: chosen.map(\.url))
      } catch SpeakerProfileError.tooLittleSpeech {
        continue
      }
      let used = Set(chosen.map(\.id))
      left += clips.filter { !used.contains($0.id) }
    }
    guard !profiles.isEmpty else { throw NobodyToEnroll(clips: clipsPerSpeaker, speakers: speakers.count) }
    if profiles.count < speakers.count {
      Diagnostics.warning(
        "\(speakers.count - profiles.count) of \(speakers.count) speakers have too little neutral speech and are left out."
      )
    }
    self.profiles = profiles
    self.utterances = left
  }
}

/// Nobody has as many neutral clips.
struct NobodyToEnroll: Error, CustomStringConvertible, LocalizedError, Equatable {
  let clips: Int
  let speakers: Int

  var description: String {
    "None of the \(speakers) speakers has \(clips) neutral clips with \(Int(SpeakerProfile.minimumSpeechSeconds)) s of speech "
      + "together and others besides. Give --enroll another number, or choose other speakers."
  }

  var errorDescription: String? { description }
}

/// What the same clips score with their speakers enrolled.
struct EnrolmentGain {
  let speakers: Int
  let clipsPerSpeaker: Int
  let accuracy: Double
  let unweightedAverageRecall: Double

  init(speakers: Int, clipsPerSpeaker: Int, labels: [String], outcomes: [EvaluationOutcome]) {
    self.speakers = speakers
    self.clipsPerSpeaker = clipsPerSpeaker
    let matrix = ConfusionMatrix(
      labels: labels, truth: outcomes.map(\.truth), predictions: outcomes.map(\.prediction))
    accuracy = matrix.accuracy
    unweightedAverageRecall = matrix.unweightedAverageRecall
  }
}
