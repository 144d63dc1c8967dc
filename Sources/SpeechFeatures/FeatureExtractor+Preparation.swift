public import SpeechAudio

extension FeatureExtractor {
  /// Resamples, trims, crops, sets the level and fills up with zeros, as the recipe says: what training augments.
  ///
  /// - Parameter waveform: Audio at any rate.
  /// - Returns: Audio at the recipe's rate, ready for `features(ofPrepared:)`.
  /// - Throws: `FeatureError` where the waveform is empty, not finite or too short.
  public func preparedWaveform(_ waveform: Waveform) throws(FeatureError) -> Waveform {
    try waveform.checkSamples()
    let preparation = recipe.preparation
    var result = try resampleIfNeeded(waveform)
    let needed = recipe.framing.minimumSampleCount + (preparation.crop?.offset ?? 0)
    guard result.samples.count >= needed else {
      throw .tooShort(sampleCount: result.samples.count, needed: needed, sampleRate: recipe.sampleRate)
    }
    if let trimming = preparation.trimming {
      result = trimming.applied(to: result)
      guard result.samples.count >= needed else {
        throw .tooShortAfterTrimming(
          sampleCount: result.samples.count, needed: needed, sampleRate: recipe.sampleRate)
      }
    }
    if let crop = preparation.crop {
      let length = crop.length ?? result.samples.count
      result.samples = Array(result.samples.dropFirst(crop.offset).prefix(length))
    }
    return fittedToCrop(preparation.level.applied(to: result))
  }

  /// Cuts or fills up the end, where the recipe crops to a length.
  func fittedToCrop(_ waveform: Waveform) -> Waveform {
    guard let length = recipe.preparation.crop?.length, length != waveform.samples.count else {
      return waveform
    }
    var result = waveform
    if result.samples.count > length {
      result.samples.removeLast(result.samples.count - length)
    } else {
      result.samples.append(contentsOf: repeatElement(0, count: length - result.samples.count))
    }
    return result
  }

  /// Audio at the recipe's rate, by libsoxr at high quality.
  private func resampleIfNeeded(_ waveform: Waveform) throws(FeatureError) -> Waveform {
    guard waveform.sampleRate != recipe.sampleRate else { return waveform }
    // A rate from a damaged header could make a short file enormous.
    let expected = Double(waveform.samples.count) / Double(waveform.sampleRate) * Double(recipe.sampleRate)
    guard expected < Double(Framing.maximumValueCount) else {
      throw .tooLongToResample(seconds: waveform.duration, sampleRate: recipe.sampleRate)
    }
    do {
      return try waveform.resampled(to: recipe.sampleRate)
    } catch {
      throw .resamplingFailed(error)
    }
  }
}
