public import Foundation

/// Why a network has no answer for a matrix of features.
public enum InferenceError: Error, Sendable, Equatable {
  /// Another number of bins than the network was made for.
  case wrongBinCount(found: Int, expected: Int)
  /// There is no frame at all.
  case noFrames
  /// More memory would be needed than one clip may take.
  case tooLong(frames: Int, maximumByteCount: Int)
  /// The numbers overflow, or the features held values that are no numbers.
  case notFinite
}

extension InferenceError: LocalizedError, CustomStringConvertible {
  /// What does not fit, and what would.
  public var description: String {
    switch self {
    case .wrongBinCount(let found, let expected):
      "The features have \(found) bins per frame where the network needs \(expected); use the model's own feature recipe."
    case .noFrames:
      "There are no frames to work on; the sound is shorter than one analysis frame."
    case .tooLong(let frames, let maximumByteCount):
      "\(frames) frames at once would take this network more than \(maximumByteCount >> 20) MB; cut the sound into "
        + "shorter pieces."
    case .notFinite:
      "The network's output is not finite; its weights or the features are not usable."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
