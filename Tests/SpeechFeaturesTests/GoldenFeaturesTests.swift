import Foundation
import SpeechAudio
import Testing

@testable import SpeechFeatures

/// Whole recipes, against librosa 0.11 and scipy at five sample rates.
@Suite struct GoldenFeaturesTests {
  struct Case: Decodable, CustomTestStringConvertible {
    var name: String
    var signal: TestSignal
    var seconds: Double
    var recipe: FeatureRecipe

    var testDescription: String { "\(name) of \(signal) at \(recipe.sampleRate) Hz" }
  }

  struct Cases: Decodable {
    var cases: [GoldenPartsTests.Keyed<Case>]
  }

  /// Without the kernels and, where this processor can run them, with them.
  static let ways = FourierTransform.areKernelsSupported ? [false, true] : [false]

  @Test("Features equal librosa's (the seed's, scipy's) within 1e-4 at five rates", arguments: ways)
  func recipes(usesKernels: Bool) throws {
    let cases = try golden("features", as: Cases.self).cases
    #expect(cases.count == 34)
    for item in cases {
      let waveform = item.key.signal.waveform(
        sampleRate: item.key.recipe.sampleRate, seconds: item.key.seconds)
      let matrix = try FeatureExtractor(item.key.recipe, usesKernels: usesKernels).features(of: waveform)
      let error = item.matrix.relativeError(of: matrix)
      if ProcessInfo.processInfo.environment["SPEECH_FEATURES_SHOW_ERRORS"] != nil {
        print(String(format: "%.1e", error), item.key.testDescription)
      }
      #expect(error < goldenTolerance, "\(item.key.testDescription)")
    }
  }

  @Test("The presets are the recipes that the script describes")
  func presets() throws {
    let cases = try golden("features", as: Cases.self).cases
    let named = Dictionary(grouping: cases, by: \.key.name)
    #expect(named["logMel80"]?.first?.key.recipe == .logMel80)
    #expect(named["seed"]?.first?.key.recipe == .seed)
    #expect(named["seed"]?.first?.matrix.shape == [315, 221])
  }
}

extension GoldenPartsTests {
  /// A matrix stored flat beside the keys of its case.
  struct Keyed<Key: Decodable>: Decodable {
    var key: Key
    var matrix: GoldenMatrix

    init(from decoder: any Decoder) throws {
      key = try Key(from: decoder)
      matrix = try GoldenMatrix(from: decoder)
    }
  }
}
