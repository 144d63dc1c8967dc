extension Waveform {
  /// Whether nothing can be heard: no sample is further than one 16-bit step from any other.
  ///
  /// A constant offset counts as silence; very quiet speech does not. An empty waveform is silent.
  public var isDigitalSilence: Bool {
    // Stops at the first sound, so that it costs nothing for ordinary audio.
    let step: Float = 1 / 32768
    return samples.withUnsafeBufferPointer { samples in
      guard var lowest = samples.first else { return true }
      var highest = lowest
      for index in 0..<samples.count {
        let sample = samples[index]
        if sample < lowest { lowest = sample }
        if sample > highest { highest = sample }
        if highest - lowest > step { return false }
      }
      return true
    }
  }

  /// Checks that there is something to hear, and enough of it.
  ///
  /// Decoding accepts silence and single samples; what detects or trains calls this before it goes on.
  ///
  /// - Parameters:
  ///   - minimumDuration: The least that the caller can use, in seconds.
  ///   - path: Where the waveform came from, for the error's sentence.
  /// - Throws: `AudioError.tooShort` or `AudioError.silent`.
  public func requireUsable(minimumDuration: Double, path: String? = nil) throws(AudioError) {
    let path = path ?? "The audio"
    guard !samples.isEmpty, duration >= minimumDuration else {
      throw .tooShort(path: path, seconds: duration, minimumSeconds: minimumDuration)
    }
    guard !isDigitalSilence else { throw .silent(path: path, seconds: duration) }
  }
}
