import SpeechAudio

extension Waveform {
  /// Largest magnitude that still squares and sums in single precision over the longest transform.
  static let largestMagnitude: Float = 1e9

  /// Refuses audio that no analysis can use: none at all, or numbers that are not samples. Returns the largest magnitude.
  @discardableResult
  func checkSamples() throws(FeatureError) -> Float {
    guard !samples.isEmpty else { throw .emptyWaveform }
    let peak = samples.withUnsafeBufferPointer(Self.peakMagnitude)
    guard !(peak <= Self.largestMagnitude) else { return peak }
    for (index, sample) in samples.enumerated() where !(abs(sample) <= Self.largestMagnitude) {
      throw .unusableSample(index: index, value: sample, sampleRate: sampleRate)
    }
    return peak
  }

  /// The largest magnitude; infinite or NaN where a sample is.
  ///
  /// Magnitudes of IEEE numbers sort like their bit patterns, NaN above infinity, so one integer maximum finds the
  /// peak and every number that is none.
  static func peakMagnitude(of samples: UnsafeBufferPointer<Float>) -> Float {
    // Signed, because the oldest vector instructions compare nothing else.
    var largest: Int32 = 0
    for sample in samples { largest = max(largest, Int32(bitPattern: sample.bitPattern & 0x7FFF_FFFF)) }
    return Float(bitPattern: UInt32(bitPattern: largest))
  }
}

extension Framing {
  /// More values than this (1 GiB of them) are refused: a hostile recipe could otherwise ask for any amount.
  static let maximumValueCount = 1 << 28

  /// Number of frames of a waveform, refusing those with none and those whose matrix would be too large.
  func checkedFrameCount(of waveform: Waveform, binCount: Int) throws(FeatureError) -> Int {
    let count = waveform.samples.count
    guard count >= minimumSampleCount else {
      throw .tooShort(sampleCount: count, needed: minimumSampleCount, sampleRate: waveform.sampleRate)
    }
    let frames = frameCount(sampleCount: count)
    guard frames <= Self.maximumValueCount / max(binCount, 1) else {
      throw .tooLong(seconds: waveform.duration, frameCount: frames, binCount: binCount)
    }
    return frames
  }
}
