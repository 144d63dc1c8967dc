import Foundation

/// Something wrong with a corpus.
public enum CorpusFinding: Sendable, Hashable, Codable, CustomStringConvertible {
  /// A file cannot be decoded; `reason` is the decoder's sentence.
  case unreadable(path: String, reason: String)
  /// A file decodes with a warning, such as being cut off.
  case damaged(path: String, reason: String)
  /// Nothing can be heard.
  case silent(path: String)
  /// Too short to say anything about an emotion.
  case tooShort(path: String, seconds: Double, minimumSeconds: Double)
  /// More samples at the ends of the scale than speech reaches unclipped; `share` within 0...1.
  case clipped(path: String, share: Double)
  /// The same audio more than once, under one label.
  case sameAudio(paths: [String], label: String)
  /// The same audio under two labels: at least one of them is wrong.
  case sameAudioDifferentLabels(paths: [String], labels: [String])
  /// Clips of a corpus that do not tell who speaks.
  case unknownSpeakers(corpus: String, clips: Int)

  /// Kinds of findings, the gravest first.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// See ``CorpusFinding/unreadable(path:reason:)``.
    case unreadable
    /// See ``CorpusFinding/sameAudioDifferentLabels(paths:labels:)``.
    case sameAudioDifferentLabels
    /// See ``CorpusFinding/silent(path:)``.
    case silent
    /// See ``CorpusFinding/tooShort(path:seconds:minimumSeconds:)``.
    case tooShort
    /// See ``CorpusFinding/damaged(path:reason:)``.
    case damaged
    /// See ``CorpusFinding/sameAudio(paths:label:)``.
    case sameAudio
    /// See ``CorpusFinding/unknownSpeakers(corpus:clips:)``.
    case unknownSpeakers
    /// See ``CorpusFinding/clipped(path:share:)``.
    case clipped

    /// Whether such clips should not be learnt from as they are.
    public var isGrave: Bool {
      switch self {
      case .unreadable, .sameAudioDifferentLabels, .silent, .tooShort: true
      case .damaged, .sameAudio, .unknownSpeakers, .clipped: false
      }
    }
  }

  /// What kind of finding this is.
  public var kind: Kind {
    switch self {
    case .unreadable: .unreadable
    case .damaged: .damaged
    case .silent: .silent
    case .tooShort: .tooShort
    case .clipped: .clipped
    case .sameAudio: .sameAudio
    case .sameAudioDifferentLabels: .sameAudioDifferentLabels
    case .unknownSpeakers: .unknownSpeakers
    }
  }

  /// The files concerned.
  public var paths: [String] {
    switch self {
    case .unreadable(let path, _), .damaged(let path, _), .silent(let path), .tooShort(let path, _, _),
      .clipped(let path, _):
      [path]
    case .sameAudio(let paths, _), .sameAudioDifferentLabels(let paths, _): paths
    case .unknownSpeakers: []
    }
  }

  /// A sentence for the owner of the corpus.
  public var description: String {
    switch self {
    case .unreadable(_, let reason): "unreadable: \(reason)"
    case .damaged(let path, let reason): "\(path): \(reason)"
    case .silent(let path): "\(path): silent"
    case .tooShort(let path, let seconds, let minimumSeconds):
      "\(path): \(String(format: "%.2f", seconds)) s, shorter than \(String(format: "%.2f", minimumSeconds)) s"
    case .clipped(let path, let share):
      "\(path): \(String(format: "%.2f", share * 100)) % of the samples at full scale, probably clipped"
    case .sameAudio(let paths, let label):
      "the same audio \(paths.count) times (\(label)): \(paths.joined(separator: ", "))"
    case .sameAudioDifferentLabels(let paths, let labels):
      "the same audio under \(labels.joined(separator: " and ")): \(paths.joined(separator: ", "))"
    case .unknownSpeakers(let corpus, let clips):
      "\(clips) clips of \(corpus) do not tell who speaks, so that no split by speaker can be promised"
    }
  }
}
