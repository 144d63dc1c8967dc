import Foundation
import SpeechAudio
import Testing

@testable import SpeechFeatures

/// Real speech, against small summaries of what librosa and scipy make of the same clips.
@Suite struct GoldenCorporaTests {
  struct Case: Decodable {
    var name: String
    var clip: String
    var recipe: FeatureRecipe
  }

  struct Cases: Decodable {
    var cases: [GoldenPartsTests.Keyed<Case>]
  }

  /// `SPEECH_EMOTION_CORPORA`, or `../shared/corpora` from the package's root; nil where neither is there.
  static let corpora: URL? = {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["SPEECH_EMOTION_CORPORA"].map(URL.init(fileURLWithPath:))
    let url = named ?? package.deletingLastPathComponent().appending(path: "shared/corpora")
    return FileManager.default.fileExists(atPath: url.appending(path: "ravdess").path) ? url : nil
  }()

  @Test(
    "Features of real clips equal librosa's and scipy's within 1e-4",
    .enabled(if: corpora != nil, "no corpora: set SPEECH_EMOTION_CORPORA, or put them at ../shared/corpora"),
    arguments: GoldenFeaturesTests.ways)
  func realClips(usesKernels: Bool) throws {
    let corpora = try #require(Self.corpora)
    let cases = try golden("corpora", as: Cases.self).cases
    #expect(cases.count == 30)
    for (clip, items) in Dictionary(grouping: cases, by: \.key.clip) {
      let waveform = try Waveform(contentsOf: corpora.appending(path: clip))
      for item in items {
        let matrix = try FeatureExtractor(item.key.recipe, usesKernels: usesKernels).features(of: waveform)
        let error = item.matrix.relativeError(of: matrix)
        #expect(error < goldenTolerance, "\(item.key.name) of \(clip)")
      }
    }
  }
}
