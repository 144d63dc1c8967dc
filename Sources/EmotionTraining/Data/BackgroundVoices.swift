import EmotionCorpora
import SpeechAudio

/// The people of the training part, as those who talk in the background of each other's clips.
struct BackgroundVoices: Sendable {
  /// A step needs no more of a long recording than this, in seconds.
  private static let longestSeconds = 15

  private let clips: PreparedClips
  /// Clips of each speaker; where nobody knows who speaks, each clip is somebody.
  private let people: [[Int]]
  /// Which of the people speaks in a clip.
  private let person: [Int: Int]

  init(_ data: TrainingData) {
    clips = data.clips
    let known = Dictionary(grouping: data.training.filter { data.clips.utterances[$0].hasKnownSpeaker }) {
      data.clips.utterances[$0].qualifiedSpeaker
    }
    people =
      known.sorted { $0.key < $1.key }.map(\.value)
      + data.training.filter { !data.clips.utterances[$0].hasKnownSpeaker }.map { [$0] }
    person = Dictionary(
      uniqueKeysWithValues: people.enumerated().flatMap { number, clips in clips.map { ($0, number) } })
  }

  /// A clip, or a part of a long one, of each of several people.
  ///
  /// - Parameters:
  ///   - count: How many people; fewer where there are not so many.
  ///   - clip: Whose speaker is not among them.
  ///   - generator: Decides who, and which clip of theirs.
  /// - Returns: Prepared clips of as many people; of each the whole clip, or fifteen seconds of it.
  func voices(_ count: Int, behind clip: Int, using generator: inout SeededGenerator) -> [Waveform] {
    let others = people.indices.filter { $0 != person[clip] }
    return generator.sample(count, from: others).compactMap { other in
      generator.element(of: people[other]).map { part(ofClip: $0, using: &generator) }
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
