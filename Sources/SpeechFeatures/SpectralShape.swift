import Foundation

/// One number per frame about where the energy of a spectrum lies (librosa's `spectral_*` features).
public struct SpectralShape: Sendable {
  /// Power `|X|²`; shape `[frames, frequencies]`.
  public let power: FeatureMatrix
  /// Distance between two frequencies, in hertz.
  public let spacing: Double

  /// Wraps a power spectrogram.
  ///
  /// - Parameters:
  ///   - power: `|X|²`; shape `[frames, fftLength / 2 + 1]`.
  ///   - sampleRate: Samples per second, in hertz.
  ///   - fftLength: Length of the Fourier transform, in samples.
  public init(power: FeatureMatrix, sampleRate: Int, fftLength: Int) {
    self.power = power
    spacing = Double(sampleRate) / Double(fftLength)
  }

  /// Mean frequency weighed by magnitude, in hertz; 0 for silence.
  public var centroid: [Float] {
    perFrame { magnitudes in Float(moments(of: magnitudes).centroid) }
  }

  /// Standard deviation of frequency weighed by magnitude, in hertz; 0 for silence.
  public var bandwidth: [Float] {
    perFrame { magnitudes in Float(moments(of: magnitudes).variance.squareRoot()) }
  }

  /// Geometric by arithmetic mean of the power: towards 0 for a tone, towards 1 for noise.
  public var flatness: [Float] {
    perFrame { magnitudes in
      let floored = magnitudes.map { max($0 * $0, 1e-10) }
      let geometric = exp(floored.reduce(0) { $0 + log($1) } / Double(floored.count))
      return Float(geometric / (floored.reduce(0, +) / Double(floored.count)))
    }
  }

  /// The lowest frequency below which a share of all magnitude lies.
  ///
  /// - Parameter share: Within 0...1.
  /// - Returns: Frequencies in hertz; shape `[frames]`.
  public func rolloff(share: Double = 0.85) -> [Float] {
    perFrame { magnitudes in
      let threshold = share * magnitudes.reduce(0, +)
      var sum = 0.0
      for (bin, magnitude) in magnitudes.enumerated() {
        sum += magnitude
        if sum >= threshold { return Float(Double(bin) * spacing) }
      }
      return Float(Double(max(magnitudes.count - 1, 0)) * spacing)
    }
  }

  private func moments(of magnitudes: [Double]) -> (centroid: Double, variance: Double) {
    let total = magnitudes.reduce(0, +)
    guard total > 0 else { return (0, 0) }
    var centroid = 0.0
    for (bin, magnitude) in magnitudes.enumerated() { centroid += magnitude / total * Double(bin) * spacing }
    var variance = 0.0
    for (bin, magnitude) in magnitudes.enumerated() {
      let distance = Double(bin) * spacing - centroid
      variance += magnitude / total * distance * distance
    }
    return (centroid, variance)
  }

  private func perFrame(_ body: ([Double]) -> Float) -> [Float] {
    (0..<power.frameCount).map { frame in
      let row = power.values[(frame * power.binCount)..<((frame + 1) * power.binCount)]
      return body(row.map { Double($0).squareRoot() })
    }
  }
}
