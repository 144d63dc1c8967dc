internal import Foundation
internal import SpeechAudio
internal import SpeechEmotion
internal import Synchronization

/// Somebody who speaks in chunks: one detector that remembers, whichever connection a chunk comes by.
///
/// Chunks are numbered from 0. The last one may come again, when its answer was lost on the way: it is not heard
/// twice, and has the same answer.
final class LiveSession: @unchecked Sendable {
  /// What a client calls it; not to be guessed.
  let id: String
  /// Held for as long as the session lives.
  private let place: WorkGate.Place
  private let lock = NSLock()
  private let isClaimed = Mutex(false)

  // All below is touched with the lock held.
  private let live: LiveDetector
  private let lines: EventLines
  private let maximumSeconds: Double
  private var form: PCMForm
  private var stream: PCMStream?
  private var next = 0
  private var lastAnswer = ""
  private var lastUse = ContinuousClock.now
  private let start = ContinuousClock.now
  private var hasEnded = false

  /// Begins to listen.
  init(
    _ detector: EmotionDetector, form: PCMForm, hasLevels: Bool, maximumSeconds: Double, place: WorkGate.Place
  ) throws {
    // 128 bits of the system's generator.
    id = (0..<2).map { _ in
      let word = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }.joined()
    self.form = form
    self.place = place
    self.maximumSeconds = maximumSeconds
    lines = EventLines(hasLevels: hasLevels)
    live = try LiveDetector(detector, sampleRate: form.sampleRate)
  }

  /// Hears a chunk.
  ///
  /// - Parameters:
  ///   - bytes: Samples; a sample may be cut by the end.
  ///   - sequence: The chunk's number.
  ///   - encoding: How samples are written; nil: as in the chunk before.
  /// - Returns: The events of the chunk, and the seconds of audio that are new in it.
  /// - Throws: ``Problem`` where the number or the encoding does not go on from the chunk before.
  func hear(
    _ bytes: [UInt8], sequence: Int, encoding: PCMStream.Encoding?
  ) throws -> (lines: String, seconds: Double) {
    guard lock.try() else { throw Self.busy }
    defer { lock.unlock() }
    guard !hasEnded else { throw LiveSessions.unknown }
    if sequence == next - 1 { return (lastAnswer, 0) }
    guard sequence == next else {
      throw Problem(
        status: 409, code: "out_of_order",
        detail:
          "Chunk \(sequence) came where \(next) was expected. Send the chunks in order, each once answered.",
        members: [("expected_sequence", .integer(next))])
    }
    guard live.seconds < maximumSeconds else { throw Problem.tooLong(seconds: maximumSeconds) }
    let before = live.seconds
    let samples = try samples(bytes, encoding)
    lastAnswer = try lines.text(live.push(samples))
    next += 1
    // What is empty is no sign of life.
    if !samples.isEmpty { lastUse = .now }
    return (lastAnswer, live.seconds - before)
  }

  private func samples(_ bytes: [UInt8], _ encoding: PCMStream.Encoding?) throws -> [Float] {
    if let encoding, encoding != form.encoding {
      guard stream == nil else {
        throw Problem.badParameter("format", "the same for all chunks of a session")
      }
      form.encoding = encoding
    }
    var stream = stream ?? form.stream
    let samples = try stream.push(bytes)
    guard stream.sampleRate == form.sampleRate, stream.channelCount == form.channelCount else {
      throw Problem(
        status: 422, code: "other_form",
        detail:
          "The chunk is a WAV of \(stream.sampleRate) Hz with \(Self.channels(stream.channelCount)), and the session was made for "
          + "\(form.sampleRate) Hz with \(Self.channels(form.channelCount)). Make one with ?sample_rate=\(stream.sampleRate)&channels=\(stream.channelCount)."
      )
    }
    self.stream = stream
    return samples
  }

  private static func channels(_ count: Int) -> String { count == 1 ? "1 channel" : "\(count) channels" }

  /// Ends the session.
  ///
  /// - Returns: The last events.
  /// - Throws: ``Problem`` where it had ended.
  func finish() throws -> String {
    try lock.withLock {
      guard !hasEnded else { throw LiveSessions.unknown }
      hasEnded = true
      defer { place.end() }
      return try lines.text(live.finish())
    }
  }

  /// Whether nobody sent samples for so long, or the session has lasted as long as it may; one that hears a chunk goes on.
  func isOver(idleSeconds: Double) -> Bool {
    guard lock.try() else { return false }
    defer { lock.unlock() }
    let now = ContinuousClock.now
    return now - lastUse > .seconds(idleSeconds) || now - start > .seconds(maximumSeconds + idleSeconds)
  }

  /// Claims the session for a chunk that is about to come, so that only one at a time is held in memory.
  ///
  /// - Throws: ``Problem`` where another one is on its way.
  func claim() throws {
    let isFree = isClaimed.withLock { isClaimed in
      defer { isClaimed = true }
      return !isClaimed
    }
    guard isFree else { throw Self.busy }
  }

  /// Ends a claim.
  func release() { isClaimed.withLock { $0 = false } }

  private static let busy = Problem(
    status: 409, code: "busy_session",
    detail: "The chunk before is still being heard. Send one after the other.", retryAfter: 1)
}
