import Dispatch
import Foundation
import SpeechAudio
import SpeechFeatures
import Synchronization
import Testing

/// The extractor as its callers see it: shapes, errors, the seam for augmentation, many threads.
@Suite struct FeatureExtractorTests {
  @Test("logMel80 gives a row of 80 zero-mean bins every 10 ms")
  func logMel80() throws {
    let matrix = try FeatureExtractor(.logMel80).features(of: TestNoise.waveform(count: 16_000))
    #expect(matrix.frameCount == 101)
    #expect(matrix.binCount == 80)
    for bin in 0..<80 {
      let mean = (0..<101).reduce(0.0) { $0 + Double(matrix[$1, bin]) } / 101
      #expect(abs(mean) < 1e-5)
    }
  }

  @Test("The seed's matrix is 315 x 221 for short and long clips, standardised as a whole")
  func seed() throws {
    let extractor = try FeatureExtractor(.seed)
    for count in [6000, 74_410, 90_000] {
      let matrix = try extractor.features(of: TestNoise.waveform(count: count, sampleRate: 22_050))
      #expect(matrix.frameCount == 315)
      #expect(matrix.binCount == 221)
      let mean = matrix.values.reduce(0.0) { $0 + Double($1) } / Double(matrix.values.count)
      let power = matrix.values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(matrix.values.count)
      #expect(abs(mean) < 1e-5)
      #expect(abs(power - 1) < 1e-4)
    }
  }

  @Test("Prepared, then analysed, equals analysed at once; gain and leading silence change next to nothing")
  func seams() throws {
    let extractor = try FeatureExtractor(.logMel80)
    let clip = TestSignal.voice.waveform(sampleRate: 16_000, seconds: 1.2)
    let whole = try extractor.features(of: clip)
    #expect(try extractor.features(ofPrepared: extractor.preparedWaveform(clip)) == whole)
    var quiet = clip
    for index in quiet.samples.indices { quiet.samples[index] *= 0.125 }
    let quieter = try extractor.features(of: quiet)
    #expect(quieter.frameCount == whole.frameCount)
    for (one, other) in zip(quieter.values, whole.values) { #expect(abs(one - other) < 1e-3) }
    var later = clip
    later.samples.insert(contentsOf: repeatElement(0, count: 2560), at: 0)
    #expect(try extractor.features(of: later).frameCount == whole.frameCount)
  }

  @Test("Audio that augmentation made longer or shorter still fills the seed's matrix")
  func augmentedLength() throws {
    let extractor = try FeatureExtractor(.seed)
    let prepared = try extractor.preparedWaveform(TestNoise.waveform(count: 60_000, sampleRate: 22_050))
    #expect(prepared.samples.count == 70_000)
    for count in [50_000, 80_000] {
      var changed = prepared
      changed.samples = Array((prepared.samples + prepared.samples).prefix(count))
      #expect(try extractor.features(ofPrepared: changed).frameCount == 315)
    }
  }

  @Test("Audio of another rate is resampled: frames follow the seconds, not the samples")
  func resampling() throws {
    var recipe = FeatureRecipe.logMel80
    recipe.preparation = Preparation()
    let extractor = try FeatureExtractor(recipe)
    for rate in [8000, 16_000, 22_050, 44_100, 48_000] {
      let clip = TestSignal.voice.waveform(sampleRate: rate, seconds: 1)
      #expect(try extractor.preparedWaveform(clip).sampleRate == 16_000)
      #expect(try extractor.features(of: clip).frameCount == 101)
    }
    #expect(throws: FeatureError.sampleRateMismatch(found: 8000, expected: 16_000)) {
      try extractor.features(ofPrepared: TestNoise.waveform(count: 8000, sampleRate: 8000))
    }
  }

  @Test("Digital silence gives finite features")
  func silence() throws {
    for recipe in [FeatureRecipe.logMel80, .seed] {
      let silent = Waveform(samples: Array(repeating: 0, count: 30_000), sampleRate: recipe.sampleRate)
      let matrix = try FeatureExtractor(recipe).features(of: silent)
      #expect(matrix.values.allSatisfy { $0 == 0 })
    }
  }

  @Test("Audio that cannot be used is refused with a sentence")
  func errors() throws {
    let extractor = try FeatureExtractor(.logMel80)
    var clip = TestNoise.waveform(count: 4000)
    #expect(throws: FeatureError.emptyWaveform) {
      try extractor.features(of: Waveform(samples: [], sampleRate: 16_000))
    }
    #expect(throws: FeatureError.tooShort(sampleCount: 399, needed: 400, sampleRate: 16_000)) {
      try extractor.features(of: TestNoise.waveform(count: 399))
    }
    for broken in [Float.nan, .infinity, -.infinity, 1e12] {
      clip.samples[1234] = broken
      let error = #expect(throws: FeatureError.self) { try extractor.features(of: clip) }
      #expect(error?.description.hasPrefix("Sample 1234 of the waveform (at 0.077 s) is ") == true)
    }
    var click = Waveform(samples: Array(repeating: 0, count: 16_000), sampleRate: 16_000)
    click.samples[0] = 1
    var narrow = FeatureRecipe.logMel80
    narrow.preparation.trimming = SilenceTrimming(decibels: 40, frameLength: 200, hopLength: 100)
    #expect(throws: FeatureError.tooShortAfterTrimming(sampleCount: 200, needed: 400, sampleRate: 16_000)) {
      try FeatureExtractor(narrow).features(of: click)
    }
    #expect(throws: FeatureError.tooShort(sampleCount: 4500, needed: 4851, sampleRate: 22_050)) {
      try FeatureExtractor(.seed).features(of: TestNoise.waveform(count: 4500, sampleRate: 22_050))
    }
    var cepstrum = FeatureRecipe.logMel80
    cepstrum.deltas = Deltas(width: 9)
    #expect(throws: FeatureError.tooFewFrames(found: 4, needed: 9)) {
      try FeatureExtractor(cepstrum).features(of: TestNoise.waveform(count: 500))
    }
  }

  @Test("A recipe that multiplies a long clip beyond all memory is refused before anything is allocated")
  func tooLong() throws {
    let recipe = FeatureRecipe(
      sampleRate: 16_000, framing: Framing(frameLength: 64, hopLength: 1, fftLength: 1024),
      representation: .logSpectrogram())
    let error = #expect(throws: FeatureError.self) {
      try FeatureExtractor(recipe).features(of: TestNoise.waveform(count: 600_000))
    }
    #expect(error == .tooLong(seconds: 37.5, frameCount: 600_001, binCount: 513))
  }

  @Test("One extractor serves many threads and every one gets the same numbers")
  func concurrency() throws {
    let extractor = try FeatureExtractor(.logMel80)
    let clips = (1...8).map { TestNoise.waveform(count: 3000 + 500 * $0) }
    let expected = try clips.map { try extractor.features(of: $0) }
    let wrong = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 64) { index in
      let found = try? extractor.features(of: clips[index % clips.count])
      if found != expected[index % clips.count] { wrong.withLock { $0 += 1 } }
    }
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test("Values from before the normalisation stand beside those after it")
  func twoViews() throws {
    var recipe = FeatureRecipe.logMel80
    let waveform = Waveform(
      samples: (0..<16_000).map { Float(sin(Double($0 * $0) / 40_000)) }, sampleRate: 16_000)
    let normalised = try FeatureExtractor(recipe).features(of: waveform)
    recipe.normalisation = .none
    let plain = try FeatureExtractor(recipe).features(of: waveform)
    recipe.normalisation = .meanPerBin
    recipe.keepsUnnormalised = true
    let both = try FeatureExtractor(recipe).features(of: waveform)
    #expect(recipe.binCount == 160 && both.binCount == 160 && both.frameCount == plain.frameCount)
    for frame in 0..<both.frameCount {
      for bin in 0..<80 {
        #expect(both[frame, bin] == normalised[frame, bin] && both[frame, 80 + bin] == plain[frame, bin])
      }
    }
    let decoded = try JSONDecoder().decode(FeatureRecipe.self, from: JSONEncoder().encode(recipe))
    #expect(decoded == recipe)
  }

  @Test(
    "Stretches of a stream give what they give alone, in whatever order and phase they come",
    arguments: [0.5, 4.5])
  func bandMemory(duration: Double) throws {
    var recipe = FeatureRecipe.logMel80
    recipe.preparation = Preparation(
      trimming: SilenceTrimming(decibels: 40, frameLength: 1024, hopLength: 256),
      level: .rootMeanSquare(decibels: -20))
    recipe.logarithm = .natural(floor: 1e-6)
    recipe.normalisation = .meanPerBin
    let extractor = try FeatureExtractor(recipe)
    let stream = TestNoise.waveform(count: 64_000).samples.enumerated().map { place, sample in
      // Swells and pauses, so that trimming finds something to do.
      sample * max(0, sin(Float(place) / 4000)) + sample * 1e-4
    }
    let memory = BandMemory(recipe, duration: duration)
    for (start, end) in [
      (0, 16_000), (1600, 17_600), (3200, 19_200), (3300, 19_300), (3200, 30_000), (0, 8000),
      (30_000, 64_000),
    ] {
      let stretch = Waveform(samples: Array(stream[start..<end]), sampleRate: 16_000)
      // Cut where the stream has a whole hop.
      let loud = try #require(recipe.preparation.trimming).loudRange(of: stretch)
      let overhang = (start + loud.lowerBound) % 160
      let cut = overhang <= loud.lowerBound ? loud.lowerBound - overhang : loud.lowerBound
      var untrimmed = recipe
      untrimmed.preparation.trimming = nil
      let alone = try FeatureExtractor(untrimmed).features(
        of: Waveform(samples: Array(stretch.samples[cut..<loud.upperBound]), sampleRate: 16_000))
      let remembered = try extractor.features(of: stretch, at: start, remembering: memory)
      #expect(remembered.frameCount == alone.frameCount && remembered.binCount == alone.binCount)
      let worst = zip(alone.values, remembered.values).map { abs($0 - $1) }.max() ?? 1
      #expect(worst < 1e-4, "\(start)..<\(end)")
    }
  }
}
