internal import Hummingbird
internal import SpeechAudio

/// What samples without a header are like, as a request says it.
struct PCMForm: Sendable, Equatable {
  var encoding: PCMStream.Encoding
  var sampleRate: Int
  var channelCount: Int

  /// Channels that are mixed at most.
  static let channels = 1...16

  /// The rate and the channels of a query: `sample_rate=48000&channels=1`.
  ///
  /// - Throws: ``Problem`` where they are out of range.
  init(query request: Request) throws {
    encoding = try Self.encoding(of: request) ?? .signed16
    sampleRate = try request.query("sample_rate", default: 16_000, in: AudioFormats.sampleRates)
    channelCount = try request.query("channels", default: 1, in: Self.channels)
  }

  /// The encoding that a content type names, as `audio/pcm; format=f32le`; nil where it names none.
  ///
  /// - Throws: ``Problem`` where it is not known, or the type is something else than samples.
  static func encoding(of request: Request) throws -> PCMStream.Encoding? {
    let type = request.mediaType
    let known = ["", "audio/pcm", "application/octet-stream", "application/x-www-form-urlencoded"]
    guard known.contains(type.name) || type.name.hasSuffix("wav") || type.name.hasSuffix("wave") else {
      throw Problem(
        status: 415, code: "not_samples",
        detail:
          "Live audio is samples (audio/pcm; format=s16le or f32le) or a WAV stream, not \(type.name.prefix(40)). "
          + "For files, POST /v1/predictions.")
    }
    guard let name = type.parameters["format"] else { return nil }
    guard let encoding = PCMStream.Encoding(rawValue: name.lowercased()) else {
      throw Problem.badParameter("format", "s16le, s32le or f32le")
    }
    return encoding
  }

  /// The stream that takes such samples.
  var stream: PCMStream {
    PCMStream(encoding: encoding, sampleRate: sampleRate, channelCount: channelCount)
  }
}
