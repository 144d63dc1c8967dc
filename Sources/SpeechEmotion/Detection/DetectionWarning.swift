public import SpeechAudio

/// What should be known about audio that could be used all the same.
public enum DetectionWarning: Sendable, Equatable {
  /// The file is cut or damaged.
  case audio(AudioWarning)
  /// Parts of a long recording held no speech, and were left out.
  case leftOut(seconds: Double)
}

extension DetectionWarning: CustomStringConvertible {
  /// A sentence for a user.
  public var description: String {
    switch self {
    case .audio(let warning): warning.description
    case .leftOut(let seconds):
      "\((seconds * 10).rounded() / 10) s of the recording hold no speech and were left out."
    }
  }
}
