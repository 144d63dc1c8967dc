/// What is wrong with audio that could be decoded all the same.
public enum AudioWarning: Sendable, Equatable {
  /// The audio ends before the file says it does: it was cut, or is damaged from there on. All that came before
  /// is used. The declared length is nil where the file does not say.
  case truncated(decodedSeconds: Double, declaredSeconds: Double?)

  /// The decoder complained, with these words, and went on.
  case damaged(detail: String)
}

extension AudioWarning: CustomStringConvertible {
  /// The warning as a sentence for whoever gave the file.
  public var description: String {
    switch self {
    case .truncated(let decodedSeconds, .some(let declaredSeconds)):
      "The file is cut or damaged: it promises \(AudioError.seconds(declaredSeconds)), and"
        + " \(AudioError.seconds(decodedSeconds)) could be decoded and are used."
    case .truncated(let decodedSeconds, .none):
      "The file is cut or damaged: its end is missing. The \(AudioError.seconds(decodedSeconds)) that could be"
        + " decoded are used."
    case .damaged(let detail):
      "The file is damaged in places; the decoder said: \(detail)"
    }
  }
}
