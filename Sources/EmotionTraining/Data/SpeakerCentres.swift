import EmotionCorpora
import SpeechFeatures

/// What each speaker sounds like: the mean of the features over their neutral clips, or over all clips of those who
/// have too few.
struct SpeakerCentres: Sendable {
  /// Neutral clips that a speaker needs.
  static let fewestNeutralClips = 3

  private let centres: [String: [Double]]

  /// Measures all speakers that are known by name.
  init(of clips: PreparedClips, extractor: FeatureExtractor) {
    let known = clips.utterances.indices.filter { clips.utterances[$0].hasKnownSpeaker }
    let speakers = Dictionary(grouping: known) { clips.utterances[$0].qualifiedSpeaker }
    let measured = mapInParallel(speakers.sorted { $0.key < $1.key }) { name, indices in
      let neutral = indices.filter { ["neutral", "calm"].contains(clips.utterances[$0].emotion) }
      let chosen = neutral.count >= Self.fewestNeutralClips ? neutral : indices
      var sums: [Double] = []
      var total = 0
      for index in chosen {
        guard let (means, frames) = try? extractor.means(ofPrepared: clips.waveform(at: index)) else {
          continue
        }
        if sums.isEmpty { sums = means.map { _ in 0 } }
        for bin in sums.indices { sums[bin] += means[bin] * Double(frames) }
        total += frames
      }
      return (name, sums.map { $0 / Double(max(total, 1)) })
    }
    centres = Dictionary(uniqueKeysWithValues: measured.filter { !$0.1.isEmpty })
  }

  /// What a clip's speaker sounds like; nil where nobody knows.
  func centre(of utterance: Utterance) -> [Double]? { centres[utterance.qualifiedSpeaker] }
}
