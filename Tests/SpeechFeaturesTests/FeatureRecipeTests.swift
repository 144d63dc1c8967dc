import Foundation
import SpeechFeatures
import Testing

/// The recipe as data: its JSON, its derived numbers, and what it refuses.
@Suite struct FeatureRecipeTests {
  private func json(_ recipe: FeatureRecipe) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(recipe), as: UTF8.self)
  }

  private func recipe(_ json: String) throws -> FeatureRecipe {
    try JSONDecoder().decode(FeatureRecipe.self, from: Data(json.utf8))
  }

  @Test("The JSON of a preset does not change: models out there hold it")
  func stableKeys() throws {
    #expect(
      try json(.logMel80) == """
        {"framing":{"edges":"constant","fft_length":512,"frame_length":400,"hop_length":160,"window":"hann"},\
        "logarithm":{"floor":1e-06,"type":"natural"},"normalisation":"mean_per_bin",\
        "preparation":{"level":{"decibels":-20,"type":"rms"},\
        "trimming":{"decibels":40,"frame_length":1024,"hop_length":256}},\
        "representation":{"bins":80,"maximum_frequency":7600,"minimum_frequency":50,"norm":"slaney",\
        "scale":"slaney","type":"log_mel"},"sample_rate":16000}
        """)
    #expect(
      try json(.seed) == """
        {"framing":{"edges":"none","fft_length":441,"frame_length":441,"hop_length":221,"window":"hann"},\
        "logarithm":{"offset":1e-10,"type":"natural_with_offset"},"normalisation":"standardise",\
        "preparation":{"crop":{"length":70000,"offset":4410},"level":{"type":"peak"}},\
        "representation":{"scaling":"density","type":"log_spectrogram"},"sample_rate":22050}
        """)
  }

  @Test("A recipe survives JSON, whatever it holds")
  func roundTrip() throws {
    var cepstrum = FeatureRecipe.logMel80
    cepstrum.representation = .mfcc(
      coefficients: 13, bands: MelBands(count: 26, scale: .htk, norm: .none), lifter: 22)
    cepstrum.logarithm = .decibels(reference: .maximum, floor: 1e-8, range: 60)
    cepstrum.deltas = Deltas(width: 5, orders: 2, edges: .nearest)
    cepstrum.preparation = Preparation(crop: Preparation.Crop(offset: 3), level: .peak)
    cepstrum.normalisation = .standardisePerBin
    var spectrogram = FeatureRecipe.seed
    spectrogram.logarithm = .decibels(range: nil)
    for original in [cepstrum, spectrogram, .logMel80, .seed] {
      #expect(try recipe(json(original)) == original)
    }
  }

  @Test("What has a default may be left out")
  func defaults() throws {
    let short = try recipe(
      """
      {"sample_rate": 16000, "framing": {"frame_length": 400, "hop_length": 160},
       "representation": {"type": "log_mel", "bins": 23}, "deltas": {}}
      """)
    let full = FeatureRecipe(
      sampleRate: 16_000, framing: Framing(frameLength: 400, hopLength: 160),
      representation: .logMel(MelBands(count: 23)), deltas: Deltas(width: 9, orders: 1))
    #expect(short == full)
  }

  @Test("Bins and durations follow from the recipe")
  func derived() {
    #expect(FeatureRecipe.logMel80.binCount == 80)
    #expect(FeatureRecipe.logMel80.frameDuration == 0.01)
    #expect(FeatureRecipe.logMel80.fixedFrameCount == nil)
    #expect(FeatureRecipe.seed.binCount == 221)
    #expect(FeatureRecipe.seed.fixedFrameCount == 315)
    var cepstrum = FeatureRecipe.logMel80
    cepstrum.representation = .mfcc(coefficients: 13, bands: MelBands(count: 40))
    cepstrum.deltas = Deltas(orders: 2)
    #expect(cepstrum.binCount == 39)
  }

  /// Each line breaks one number of a valid recipe: the JSON text to replace, and what with.
  static let hostile = [
    ("\"sample_rate\":16000", "\"sample_rate\":0"),
    ("\"sample_rate\":16000", "\"sample_rate\":-16000"),
    ("\"sample_rate\":16000", "\"sample_rate\":9223372036854775807"),
    ("\"sample_rate\":16000", "\"sample_rate\":8000"),
    ("\"frame_length\":400", "\"frame_length\":0"),
    ("\"frame_length\":400", "\"frame_length\":-1"),
    ("\"frame_length\":400", "\"frame_length\":9223372036854775807"),
    ("\"frame_length\":400", "\"frame_length\":600"),
    ("\"hop_length\":160", "\"hop_length\":0"),
    ("\"hop_length\":160", "\"hop_length\":1"),
    ("\"hop_length\":160", "\"hop_length\":-9223372036854775808"),
    ("\"fft_length\":512", "\"fft_length\":0"),
    ("\"fft_length\":512", "\"fft_length\":509"),
    ("\"fft_length\":512", "\"fft_length\":1073741824"),
    ("\"fft_length\":512", "\"fft_length\":8192"),
    ("\"bins\":80", "\"bins\":0"),
    ("\"bins\":80", "\"bins\":-80"),
    ("\"bins\":80", "\"bins\":257"),
    ("\"bins\":80", "\"bins\":1000000000000"),
    ("\"minimum_frequency\":50", "\"minimum_frequency\":-50"),
    ("\"minimum_frequency\":50", "\"minimum_frequency\":7600"),
    ("\"maximum_frequency\":7600", "\"maximum_frequency\":8001"),
    ("\"maximum_frequency\":7600", "\"maximum_frequency\":1e308"),
    ("\"floor\":1e-06", "\"floor\":0"),
    ("\"floor\":1e-06", "\"floor\":1e-300"),
    ("\"floor\":1e-06", "\"floor\":-1"),
    ("\"decibels\":-20", "\"decibels\":1e30"),
    ("\"decibels\":40", "\"decibels\":0"),
    ("\"frame_length\":1024", "\"frame_length\":0"),
    ("\"hop_length\":256", "\"hop_length\":0"),
    ("\"hop_length\":256", "\"hop_length\":1"),
    ("\"preparation\":{", "\"preparation\":{\"crop\":{\"length\":0},"),
    ("\"preparation\":{", "\"preparation\":{\"crop\":{\"length\":100},"),
    ("\"preparation\":{", "\"preparation\":{\"crop\":{\"length\":4000000000},"),
    ("\"preparation\":{", "\"preparation\":{\"crop\":{\"offset\":-1},"),
    ("\"preparation\":{", "\"preparation\":{\"crop\":{\"offset\":9223372036854775807},"),
    ("\"sample_rate\":", "\"deltas\":{\"width\":4},\"sample_rate\":"),
    ("\"sample_rate\":", "\"deltas\":{\"width\":1},\"sample_rate\":"),
    ("\"sample_rate\":", "\"deltas\":{\"width\":9223372036854775807},\"sample_rate\":"),
    ("\"sample_rate\":", "\"deltas\":{\"orders\":9223372036854775807},\"sample_rate\":"),
    ("\"type\":\"log_mel\"", "\"type\":\"mfcc\",\"coefficients\":81"),
    ("\"type\":\"log_mel\"", "\"type\":\"mfcc\",\"coefficients\":0"),
    ("\"type\":\"log_mel\"", "\"type\":\"mfcc\",\"coefficients\":13,\"lifter\":-1"),
  ]

  @Test("A recipe from a stranger is refused with a sentence that names the field", arguments: hostile)
  func hostileNumbers(change: (valid: String, broken: String)) throws {
    let valid = try json(.logMel80)
    #expect(valid.contains(change.valid))
    let broken = valid.replacingOccurrences(of: change.valid, with: change.broken)
    let error = #expect(throws: FeatureRecipeError.self) { try recipe(broken) }
    let sentence = try #require(error?.errorDescription)
    #expect(sentence.hasSuffix("."), "\(sentence)")
    #expect(sentence.count > 40, "\(sentence)")
  }

  @Test("A recipe of the wrong kind is a decoding error, not a crash")
  func wrongKinds() throws {
    let valid = try json(.logMel80)
    for (text, other) in [
      ("\"log_mel\"", "\"wavelet\""), ("16000", "\"16000\""), ("80", "1e400"), ("\"hann\"", "\"kaiser\""),
      ("\"rms\"", "\"loud\""), ("\"natural\"", "7"), ("\"sample_rate\"", "\"samplerate\""),
    ] {
      #expect(throws: DecodingError.self) {
        try recipe(valid.replacingOccurrences(of: text, with: other))
      }
    }
  }

  @Test("The whole matrix of a cropped clip is bounded too")
  func largeMatrix() throws {
    var wide = FeatureRecipe.seed
    wide.framing = Framing(frameLength: 64, hopLength: 1, fftLength: 1024)
    wide.preparation.crop = Preparation.Crop(length: 16_777_216)
    #expect(throws: FeatureRecipeError.cropTooLong(frameCount: 16_777_217, binCount: 513)) {
      try wide.validate()
    }
  }

  @Test("Sentences name what to do")
  func sentences() {
    var odd = FeatureRecipe.logMel80
    odd.framing.fftLength = 509
    let error = #expect(throws: FeatureRecipeError.slowTransform(fftLength: 509, next: 512)) {
      try odd.validate()
    }
    #expect(error?.description.contains("The next length that is not is 512.") == true)
    var many = FeatureRecipe.logMel80
    many.representation = .logMel(MelBands(count: 200, minimumFrequency: 50, maximumFrequency: 7600))
    let empty = #expect(throws: FeatureRecipeError.self) { try many.validate() }
    #expect(empty?.description.contains("Use fewer bins or a longer framing.fft_length.") == true)
  }
}
