public import Foundation
public import SpeechAudio

/// Why a waveform gave no features.
public enum FeatureError: Error, Equatable, Sendable {
  /// There are no samples.
  case emptyWaveform
  /// A sample is not a number, infinite, or a billion times full scale.
  case unusableSample(index: Int, value: Float, sampleRate: Int)
  /// There are fewer samples than one frame has.
  case tooShort(sampleCount: Int, needed: Int, sampleRate: Int)
  /// Once silence is cut, there are fewer samples than one frame has.
  case tooShortAfterTrimming(sampleCount: Int, needed: Int, sampleRate: Int)
  /// There are fewer frames than a filter over time spans.
  case tooFewFrames(found: Int, needed: Int)
  /// The matrix would be too large.
  case tooLong(seconds: Double, frameCount: Int, binCount: Int)
  /// Audio that should be prepared already has another rate than the recipe.
  case sampleRateMismatch(found: Int, expected: Int)
  /// The waveform would have too many samples at the recipe's rate.
  case tooLongToResample(seconds: Double, sampleRate: Int)
  /// The waveform could not be brought to the recipe's rate.
  case resamplingFailed(AudioError)
}

extension FeatureError: CustomStringConvertible, LocalizedError {
  /// One or two sentences for a user.
  public var description: String {
    switch self {
    case .emptyWaveform:
      return "The waveform has no samples. Record or choose a file with sound in it."
    case .unusableSample(let index, let value, let sampleRate):
      let seconds = Self.seconds(index, sampleRate)
      return
        "Sample \(index) of the waveform (at \(seconds) s) is \(value), which is not audio. Decode the file again."
    case .tooShort(let count, let needed, let sampleRate):
      return """
        The waveform has \(count) samples (\(Self.seconds(count, sampleRate)) s), and the features need at least \
        \(needed) (\(Self.seconds(needed, sampleRate)) s). Use a longer recording.
        """
    case .tooShortAfterTrimming(let count, let needed, let sampleRate):
      return """
        Without the silence at both ends the waveform has \(count) samples (\(Self.seconds(count, sampleRate)) s), \
        and the features need at least \(needed) (\(Self.seconds(needed, sampleRate)) s). Use a longer recording.
        """
    case .tooFewFrames(let found, let needed):
      return """
        The waveform gives \(found) frames, and derivatives over time need at least \(needed). Use a longer \
        recording, or a recipe with narrower deltas.
        """
    case .tooLong(let seconds, let frameCount, let binCount):
      return """
        The waveform of \(String(format: "%.0f", seconds)) s would give \(frameCount) frames of \(binCount) values, \
        which is too much for one matrix. Cut it into shorter pieces.
        """
    case .sampleRateMismatch(let found, let expected):
      return """
        The waveform has \(found) samples a second and the recipe \(expected). Prepare it with \
        `preparedWaveform(_:)`, or resample it first.
        """
    case .tooLongToResample(let seconds, let sampleRate):
      return """
        The waveform of \(String(format: "%.0f", seconds)) s has too many samples at \(sampleRate) Hz to be held at \
        once. Cut it into shorter pieces.
        """
    case .resamplingFailed(let error):
      return error.description
    }
  }

  /// The same sentences.
  public var errorDescription: String? { description }

  private static func seconds(_ count: Int, _ sampleRate: Int) -> String {
    String(format: "%.3f", Double(count) / Double(sampleRate))
  }
}
