import Foundation

/// The taper that a frame is multiplied with before its Fourier transform.
///
/// A periodic window of length N is the first N points of a symmetric one of length N + 1; spectral analysis uses
/// the periodic form (what `scipy.signal.get_window` and librosa give), filter design the symmetric one.
public enum WindowFunction: String, Codable, Hashable, Sendable, CaseIterable {
  /// Hann, periodic: `0.5 - 0.5 cos(2πn / N)`.
  case hann
  /// Hann, symmetric: `0.5 - 0.5 cos(2πn / (N - 1))`.
  case hannSymmetric = "hann_symmetric"
  /// Hamming, periodic: `0.54 - 0.46 cos(2πn / N)`.
  case hamming
  /// Hamming, symmetric: `0.54 - 0.46 cos(2πn / (N - 1))`.
  case hammingSymmetric = "hamming_symmetric"
  /// Blackman, periodic: `0.42 - 0.5 cos(2πn / N) + 0.08 cos(4πn / N)`.
  case blackman
  /// Blackman, symmetric.
  case blackmanSymmetric = "blackman_symmetric"
  /// All ones.
  case rectangular

  /// The taper as numbers.
  ///
  /// - Parameter length: Number of points; fewer than one gives none.
  /// - Returns: Weights within 0...1 (Blackman's ends may be a rounding error below zero); shape `[length]`.
  public func coefficients(length: Int) -> [Float] {
    preciseCoefficients(length: length).map(Float.init)
  }

  func preciseCoefficients(length: Int) -> [Double] {
    guard length > 1 else { return Array(repeating: 1, count: max(length, 0)) }
    let (cosines, isSymmetric) = shape
    let period = Double(isSymmetric ? length - 1 : length)
    return (0..<length).map { index in
      var weight = 0.0
      for (harmonic, amplitude) in cosines.enumerated() {
        weight += amplitude * cos(2 * Double.pi * Double(harmonic) * Double(index) / period)
      }
      return weight
    }
  }

  /// Amplitudes of the cosines of rising harmonics, the constant first.
  private var shape: (cosines: [Double], isSymmetric: Bool) {
    switch self {
    case .hann: ([0.5, -0.5], false)
    case .hannSymmetric: ([0.5, -0.5], true)
    case .hamming: ([0.54, -0.46], false)
    case .hammingSymmetric: ([0.54, -0.46], true)
    case .blackman: ([0.42, -0.5, 0.08], false)
    case .blackmanSymmetric: ([0.42, -0.5, 0.08], true)
    case .rectangular: ([1], true)
    }
  }
}
