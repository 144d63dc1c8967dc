public import SpeechAudio

extension FeatureExtractor {
  /// Computes the features of a stretch of a stream, and of the frames that it shares with stretches before it only what
  /// differs between them: the level and the normalisation.
  ///
  /// Where quiet is cut off, it is cut at a whole hop of the stream, less than a hop before the place where
  /// ``features(of:centre:)`` cuts: frames elsewhere would be shared with hardly any other stretch.
  ///
  /// - Parameters:
  ///   - waveform: The stretch, at any rate.
  ///   - position: Where in the stream its first sample is, in samples at its rate.
  ///   - memory: What was computed before, by an extractor of the same recipe; new frames are added to it.
  ///   - centre: As in ``features(of:centre:)``.
  /// - Returns: Shape `[frames, recipe.binCount]`; where nothing is cut off, what ``features(of:centre:)`` gives for the
  ///   stretch, but for rounding.
  /// - Throws: `FeatureError` as ``features(of:centre:)``.
  public func features(
    of waveform: Waveform, at position: Int, remembering memory: BandMemory, centre: [Double]? = nil
  ) throws(FeatureError) -> FeatureMatrix {
    precondition(memory.recipe == recipe, "a memory of other features")
    guard case .logMel(let bands) = recipe.representation, isFrameByFrame,
      waveform.sampleRate == recipe.sampleRate
    else { return try features(of: waveform, centre: centre) }
    let peak = try waveform.checkSamples()
    let needed = recipe.framing.minimumSampleCount
    guard waveform.samples.count >= needed else {
      throw .tooShort(sampleCount: waveform.samples.count, needed: needed, sampleRate: recipe.sampleRate)
    }
    var loud = recipe.preparation.trimming?.loudRange(of: waveform) ?? waveform.samples.indices
    let overhang = (position + loud.lowerBound) % recipe.framing.hopLength
    if (0...loud.lowerBound).contains(overhang) { loud = loud.lowerBound - overhang..<loud.upperBound }
    guard loud.count >= needed else {
      throw .tooShortAfterTrimming(sampleCount: loud.count, needed: needed, sampleRate: recipe.sampleRate)
    }
    let trimmed = Waveform(samples: Array(waveform.samples[loud]), sampleRate: waveform.sampleRate)
    let frames = try recipe.framing.checkedFrameCount(of: trimmed, binCount: recipe.largestRow)
    var values = power(
      of: trimmed.samples, peak: peak, frameCount: frames, remembering: (memory, position + loud.lowerBound))
    let gain = recipe.preparation.level.gain(for: trimmed)
    for index in values.indices { values[index] *= gain * gain }
    recipe.logarithm.apply(to: &values)
    recipe.normalisation.apply(to: &values, binCount: bands.count, centre: centre)
    return FeatureMatrix(values: values, frameCount: frames, binCount: bands.count)
  }

  /// Whether a row depends on its own frame alone until the normalisation.
  private var isFrameByFrame: Bool {
    recipe.preparation.crop == nil && recipe.deltas == nil && !recipe.keepsUnnormalised
  }
}
