public import Foundation
public import SpeechAudio

/// What two recordings have in common exactly where they are the same sound: a hash of the decoded samples.
///
/// A re-encoded or resampled copy has another fingerprint. 128 bits, so that chance plays no part; not meant against
/// anyone who constructs collisions.
public struct AudioFingerprint: Sendable, Hashable, Codable {
  var high: UInt64
  var low: UInt64

  /// The fingerprint of samples in memory.
  public init(of waveform: Waveform) {
    var meter = ClipMeter()
    meter.add(waveform.samples)
    self = meter.fingerprint
  }

  /// The fingerprint of a file at its own rate, decoded in bounded memory.
  ///
  /// - Parameter url: An audio file.
  /// - Throws: `AudioError` where it cannot be decoded.
  public init(contentsOf url: URL) throws(AudioError) {
    self = try ClipMeasurement(contentsOf: url).fingerprint
  }

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The fingerprint of each utterance's file; `nil` where it cannot be decoded.
  ///
  /// - Parameters:
  ///   - utterances: What was read.
  ///   - parallelism: Files decoded at the same time.
  /// - Returns: As many as `utterances`.
  public static func fingerprints(of utterances: [Utterance], parallelism: Int = 2) -> [AudioFingerprint?] {
    concurrentMap(utterances, parallelism: parallelism) { try? AudioFingerprint(contentsOf: $0.url) }
  }
}
