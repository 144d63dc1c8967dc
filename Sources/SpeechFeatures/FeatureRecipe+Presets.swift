extension FeatureRecipe {
  /// Ours: 80 log-mel bands (Slaney, 50 to 7600 Hz) every 10 ms at 16 kHz, silence trimmed, level and channel removed.
  ///
  /// The floor of the logarithm lies some 45 dB below the mean of speech at -20 dBFS: what is quieter is the noise of
  /// 16 bits and of codecs, by which a network could tell the corpora apart.
  public static let logMel80 = FeatureRecipe(
    sampleRate: 16_000,
    preparation: Preparation(
      trimming: SilenceTrimming(decibels: 40, frameLength: 1024, hopLength: 256),
      level: .rootMeanSquare(decibels: -20)),
    framing: Framing(frameLength: 400, hopLength: 160, fftLength: 512),
    representation: .logMel(MelBands(count: 80, minimumFrequency: 50, maximumFrequency: 7600)),
    logarithm: .natural(floor: 1e-6),
    normalisation: .meanPerBin)

  /// The network we were asked to reimplement: 315 frames of 221 log spectrum bins of 3.17 s at 22,050 Hz.
  ///
  /// From 0.2 s into the clip, 70,000 samples, peak 1, zeros at the end; 20 ms Hann frames that overlap by 220 samples,
  /// `ln(density + 1e-10)` as from `scipy.signal.spectrogram`, standardised as a whole.
  public static let seed = FeatureRecipe(
    sampleRate: 22_050,
    preparation: Preparation(crop: Preparation.Crop(offset: 4410, length: 70_000), level: .peak),
    framing: Framing(frameLength: 441, hopLength: 221, edges: .none),
    representation: .logSpectrogram(.density),
    logarithm: .naturalWithOffset(1e-10),
    normalisation: .standardise)
}
