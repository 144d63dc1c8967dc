import Foundation
import SpeechEmotion
import TerminalInterface

/// One line of a journal: what became of a file.
struct WatchRecord: Codable, Equatable {
  /// The file, from the watched folder.
  var path: String?
  /// Its size when it was handled.
  var size: Int64?
  /// When it had been written: seconds since 1970.
  var modifiedSeconds: Int64?
  /// And nanoseconds.
  var modifiedNanoseconds: Int64?
  /// The answer: a label, `unsure` or `no speech`; there is none where there is an error.
  var label: String?
  /// The likeliest label's probability.
  var confidence: Double?
  /// Why there is no answer.
  var error: String?
  /// Whether the file was there before, and was not to be handled.
  var skipped: Bool?
  /// Where the file was moved to: at its place there is nothing any more.
  var movedTo: String?
  /// Whether this line begins the watching: files before it were there already.
  var began: Bool?
  /// When this line was written.
  var at: String?

  enum CodingKeys: String, CodingKey {
    case path, size, label, confidence, error, skipped, began, at
    case modifiedSeconds = "modified_seconds"
    case modifiedNanoseconds = "modified_nanoseconds"
    case movedTo = "moved_to"
  }

  /// A record of a file as it is.
  init(path: String? = nil, stamp: FileStamp? = nil) {
    self.path = path
    size = stamp?.size
    modifiedSeconds = stamp?.seconds
    modifiedNanoseconds = stamp?.nanoseconds
    at = Date().formatted(.iso8601)
  }

  /// A record of an answer.
  init(path: String, stamp: FileStamp, answer: PredictionAnswer) {
    self.init(path: path, stamp: stamp)
    label = answer.shortLabel
    switch answer.outcome {
    case .emotion(let prediction, _): confidence = prediction.confidence
    case .noSpeech: break
    case .failure(let error): self.error = Diagnostics.sentence(error)
    }
  }

  /// Size and time of the file, where the line has them.
  var stamp: FileStamp? {
    guard let size, let modifiedSeconds else { return nil }
    return FileStamp(size: size, seconds: modifiedSeconds, nanoseconds: modifiedNanoseconds ?? 0)
  }

  /// Whether the line says something that a journal says.
  var isComplete: Bool { began == true || (path != nil && (stamp != nil || movedTo != nil)) }

  /// The line, with its end.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(self)) ?? Data("{}".utf8)
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

extension PredictionAnswer {
  /// The answer in a word or two, as the label column of `--csv` has it; nil where there is none.
  var shortLabel: String? {
    switch outcome {
    case .emotion(let prediction, let abstained): abstained ? "unsure" : prediction.label
    case .noSpeech: Self.noSpeech
    case .failure: nil
    }
  }
}
