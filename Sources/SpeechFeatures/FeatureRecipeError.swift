public import Foundation

/// What is wrong with a recipe.
public enum FeatureRecipeError: Error, Equatable, Sendable {
  /// A whole number is not one that the field can have.
  case integerOutOfRange(field: String, value: Int, allowed: ClosedRange<Int>)
  /// A number is not one that the field can have.
  case numberOutOfRange(field: String, value: Double, allowed: ClosedRange<Double>)
  /// A Fourier transform of this length would be slow: it has a prime factor above 7.
  case slowTransform(fftLength: Int, next: Int)
  /// The mel bands end before they begin, or beyond half the sample rate.
  case frequencyBand(minimum: Double, maximum: Double, halfSampleRate: Double)
  /// A mel band falls between two frequencies of the transform, so it would always be silent.
  case emptyMelBand(index: Int, from: Double, to: Double, spacing: Double)
  /// A filter over time has no middle frame.
  case evenDeltaWidth(Int)
  /// The length that clips are cropped to does not hold enough frames.
  case cropTooShort(length: Int, needed: Int)
  /// The matrix of one cropped clip would be too large.
  case cropTooLong(frameCount: Int, binCount: Int)

  static func check(_ value: Int, within allowed: ClosedRange<Int>, field: String) throws(FeatureRecipeError)
  {
    guard allowed.contains(value) else {
      throw .integerOutOfRange(field: field, value: value, allowed: allowed)
    }
  }

  static func check(
    _ value: Double, within allowed: ClosedRange<Double>, field: String
  ) throws(FeatureRecipeError) {
    guard allowed.contains(value) else {
      throw .numberOutOfRange(field: field, value: value, allowed: allowed)
    }
  }
}

extension FeatureRecipeError: CustomStringConvertible, LocalizedError {
  /// One or two sentences for whoever wrote the recipe.
  public var description: String {
    switch self {
    case .integerOutOfRange(let field, let value, let allowed):
      "The feature recipe's \(field) is \(value); it must be within \(allowed.lowerBound) and \(allowed.upperBound)."
    case .numberOutOfRange(let field, let value, let allowed):
      "The feature recipe's \(field) is \(value); it must be within \(allowed.lowerBound) and \(allowed.upperBound)."
    case .slowTransform(let fftLength, let next):
      """
      The feature recipe's framing.fft_length is \(fftLength), which has a prime factor above 7 and would be slow. \
      The next length that is not is \(next).
      """
    case .frequencyBand(let minimum, let maximum, let half):
      """
      The feature recipe's mel bands run from \(minimum) to \(maximum) Hz; they must begin at 0 Hz or above, end \
      higher than they begin, and end at half the sample rate (\(half) Hz) or below.
      """
    case .emptyMelBand(let index, let from, let to, let spacing):
      """
      Mel band \(index) of the feature recipe (\(Int(from)) to \(Int(to)) Hz) falls between two frequencies of the \
      transform, which are \(Int(spacing)) Hz apart. Use fewer bins or a longer framing.fft_length.
      """
    case .evenDeltaWidth(let width):
      "The feature recipe's deltas.width is \(width); it must be odd, so that a frame has as many on either side."
    case .cropTooShort(let length, let needed):
      """
      The feature recipe crops every clip to \(length) samples, and its frames need at least \(needed). Raise \
      preparation.crop.length or shorten the frames.
      """
    case .cropTooLong(let frameCount, let binCount):
      """
      The feature recipe makes \(frameCount) frames of \(binCount) bins of every clip, which is more than \
      \(Framing.maximumValueCount) values. Lower preparation.crop.length or raise framing.hop_length.
      """
    }
  }

  /// The same sentences.
  public var errorDescription: String? { description }
}
