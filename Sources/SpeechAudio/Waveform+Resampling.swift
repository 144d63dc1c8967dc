extension Waveform {
  /// The same sound at another rate, converted by libsoxr at high quality.
  ///
  /// Equal to librosa's `resample(y, orig_sr:, target_sr:, res_type="soxr_hq")`, length included.
  ///
  /// - Parameter sampleRate: Wanted samples per second, in hertz; within `AudioFormats.sampleRates`.
  /// - Returns: `ceil(samples.count * sampleRate / self.sampleRate)` samples; the waveform itself where the rate
  ///   is already right.
  /// - Throws: `AudioError.resamplingFailed` where a rate is out of range.
  public func resampled(to sampleRate: Int) throws(AudioError) -> Waveform {
    guard sampleRate != self.sampleRate else { return self }
    let resampler = try Resampler(from: self.sampleRate, to: sampleRate)
    var result: [Float] = []
    result.reserveCapacity(
      Resampler.outputCount(of: samples.count, from: self.sampleRate, to: sampleRate))
    try samples.withUnsafeBufferPointer { (samples) throws(AudioError) in
      try resampler.process(samples) { result.append(contentsOf: $0) }
    }
    try resampler.finish { result.append(contentsOf: $0) }
    return Waveform(samples: result, sampleRate: sampleRate)
  }
}
