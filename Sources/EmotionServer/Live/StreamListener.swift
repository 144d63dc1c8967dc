internal import SpeechAudio
internal import SpeechEmotion
internal import Synchronization

/// Hears one stream, block by block, on the gate's threads. One block is on its way at a time.
final class StreamListener: @unchecked Sendable {
  private let detector: EmotionDetector
  private let lines: EventLines
  private let gate: WorkGate
  private let place: WorkGate.Place
  private let maximumSeconds: Double
  private let first: [UInt8]
  private var stream: PCMStream
  private var live: LiveDetector?

  init(
    _ detector: EmotionDetector, form: PCMForm, first: [UInt8], lines: EventLines, gate: WorkGate,
    place: WorkGate.Place, maximumSeconds: Double
  ) throws {
    self.detector = detector
    self.lines = lines
    self.gate = gate
    self.place = place
    self.maximumSeconds = maximumSeconds
    self.first = first
    stream = form.stream
  }

  /// Seconds that were heard.
  var seconds: Double { live?.seconds ?? 0 }

  /// Whether all has come that the WAV promised; more is not listened to.
  var isComplete: Bool { stream.isComplete }

  /// Hears what came first.
  func begin() async throws -> String { try await hear(first) }

  /// Hears the next bytes.
  ///
  /// - Returns: Lines.
  /// - Throws: ``Problem``, or what the detector throws.
  func hear(_ bytes: [UInt8]) async throws -> String {
    try await gate.run { [self] in
      let samples = try stream.push(bytes)
      guard stream.isKnown else { return "" }
      let live = try self.live ?? LiveDetector(detector, sampleRate: stream.sampleRate)
      self.live = live
      guard live.seconds < maximumSeconds else { throw Problem.tooLong(seconds: maximumSeconds) }
      return try lines.text(live.push(samples))
    }
  }

  /// Hears that it is over.
  func finish() async throws -> String {
    try await gate.run { [self] in try lines.text(live?.finish() ?? []) }
  }

  /// The line of a problem: an event of its own.
  static func line(_ problem: Problem) -> String {
    JSONText.object([
      ("event", .string("error")), ("code", .string(problem.code)), ("detail", .string(problem.detail)),
    ]).line
  }
}
