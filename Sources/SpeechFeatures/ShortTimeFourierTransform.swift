public import SpeechAudio

/// The spectrum of every frame of a waveform (`librosa.stft`).
///
/// Built once, then used from as many threads as one likes.
public struct ShortTimeFourierTransform: Sendable {
  /// How frames are cut.
  public let framing: Framing
  private let pool: WorkspacePool

  /// Checks the framing and prepares its window.
  ///
  /// - Parameter framing: How frames are cut.
  /// - Throws: `FeatureRecipeError` where a number of the framing is out of range.
  public init(_ framing: Framing) throws(FeatureRecipeError) {
    try framing.validate()
    self.framing = framing
    pool = WorkspacePool(framing: framing)
  }

  /// `|X|²` of every frame, unscaled.
  ///
  /// - Parameter waveform: Audio of at least one frame.
  /// - Returns: Power; shape `[frames, fftLength / 2 + 1]`.
  /// - Throws: `FeatureError` where the waveform is too short, too long or not finite.
  public func powerSpectrogram(of waveform: Waveform) throws(FeatureError) -> FeatureMatrix {
    try waveform.checkSamples()
    let bins = framing.frequencyCount
    let frames = try framing.checkedFrameCount(of: waveform, binCount: bins)
    var values = [Float](repeating: 0, count: frames * bins)
    pool.withWorkspace { workspace in
      waveform.samples.withUnsafeBufferPointer { samples in
        values.withUnsafeMutableBufferPointer { values in
          guard let target = values.baseAddress else { return }
          for first in stride(from: 0, to: frames, by: workspace.laneCount) {
            workspace.transform(first: first, last: frames - 1, of: samples)
            workspace.measurePower()
            VectorMath.transpose(
              workspace.power, count: bins, to: target + first * bins, rows: frames - first)
          }
        }
      }
    }
    return FeatureMatrix(values: values, frameCount: frames, binCount: bins)
  }

  /// The complex spectrum of every frame, unscaled.
  ///
  /// - Parameter waveform: Audio of at least one frame.
  /// - Returns: Real and imaginary parts; shape `[frames, fftLength / 2 + 1]` each.
  /// - Throws: `FeatureError` where the waveform is too short, too long or not finite.
  public func spectra(
    of waveform: Waveform
  ) throws(FeatureError) -> (real: FeatureMatrix, imaginary: FeatureMatrix) {
    try waveform.checkSamples()
    let bins = framing.frequencyCount
    let frames = try framing.checkedFrameCount(of: waveform, binCount: bins)
    var real = [Float](repeating: 0, count: frames * bins)
    var imaginary = real
    pool.withWorkspace { workspace in
      waveform.samples.withUnsafeBufferPointer { samples in
        real.withUnsafeMutableBufferPointer { real in
          imaginary.withUnsafeMutableBufferPointer { imaginary in
            guard let realTarget = real.baseAddress, let imaginaryTarget = imaginary.baseAddress else {
              return
            }
            for first in stride(from: 0, to: frames, by: workspace.laneCount) {
              workspace.transform(first: first, last: frames - 1, of: samples)
              workspace.writeSpectra(
                rows: min(frames - first, workspace.laneCount), real: realTarget + first * bins,
                imaginary: imaginaryTarget + first * bins)
            }
          }
        }
      }
    }
    return (
      FeatureMatrix(values: real, frameCount: frames, binCount: bins),
      FeatureMatrix(values: imaginary, frameCount: frames, binCount: bins)
    )
  }
}
