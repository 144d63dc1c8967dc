import EmotionCorpora
import SpeechAudio

/// The people of the training part, as those who talk in the background of each other's clips.
struct BackgroundVoices: Sendable {
  /// A step needs no more of a long recording than this, in seconds.
  private static let longestSeconds = 15

  private let clips: PreparedClips
  /// Clips of each speaker; where nobody knows who speaks, each clip is somebody.
  private let people: [(speaker: String?, clips: [Int])]

  init(_ data: TrainingData) {
    clips = data.clips
    let known = Dictionary(grouping: data.training.filter { data.clips.utterances[$0].hasKnownSpeaker }) {
      data.clips.utterances[$0].qualifiedSpeaker
    }
    people =
      known.sorted { $0.key < $1.key }.map { ($0, $1) }
      + data.training.filter { !data.clips.utterances[$0].hasKnownSpeaker }.map { (nil, [$0]) }
  }

  /// A clip, or a part of a long one, of each of several people.
  ///
  /// - Parameters:
  ///   - count: How many people; fewer where there are not so many.
  ///   - clip: Whose speaker is not among them.
  ///   - generator: Decides who, and which clip of theirs.
  /// - Returns: Prepared clips of as many people; of each the whole clip, or fifteen seconds of it.
  func voices(_ count: Int, behind clip: Int, using generator: inout SeededGenerator) -> [Waveform] {
    let utterance = clips.utterances[clip]
    let own = utterance.hasKnownSpeaker ? utterance.qualifiedSpeaker : nil
    let others = people.indices.filter {
      people[$0].speaker != own || (own == nil && people[$0].clips != [clip])
    }
    return generator.sample(min(count, others.count), from: others).compactMap { person in
      generator.element(of: people[person].clips).map { part(ofClip: $0, using: &generator) }
    }
  }

  private func part(ofClip clip: Int, using generator: inout SeededGenerator) -> Waveform {
    let count = clips.sampleCount(at: clip)
    let longest = Self.longestSeconds * clips.sampleRate
    guard count > longest else { return clips.waveform(at: clip) }
    let start = generator.index(below: count - longest + 1)
    return clips.waveform(at: clip, range: start..<start + longest)
  }
}
