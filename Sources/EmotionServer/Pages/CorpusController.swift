internal import EmotionCorpora
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import SpeechAudio
internal import SpeechEmotion

/// `/v1/corpus`: voices to guess. A client knows them by number; what they are it learns after its guess.
struct CorpusController: Sendable {
  private struct Clip: Sendable {
    let url: URL
    let label: String
    let isKnownToModel: Bool
  }

  let detector: EmotionDetector
  let gate: WorkGate
  let limits: ServerLimits
  private let name: String
  private let clips: [Clip]

  /// The longest voice that is played, in seconds.
  static let longestClip = 60.0

  /// Reads a corpus.
  ///
  /// - Throws: `CorpusError` where there is none.
  init(_ url: URL, detector: EmotionDetector, gate: WorkGate, limits: ServerLimits) throws {
    self.detector = detector
    self.gate = gate
    self.limits = limits
    name = url.lastPathComponent
    let scheme =
      LabelScheme.all.first { $0.labels == detector.labels.names } ?? .custom(detector.labels.names)
    let data = detector.manifest.data
    let heard = Set(data.corpora.map(\.name))
    let heldOut = Set(data.heldOutSpeakers)
    clips = try CorpusReader.utterances(at: url).compactMap { utterance in
      scheme.label(for: utterance).map {
        Clip(
          url: utterance.url, label: $0,
          isKnownToModel: heard.contains(utterance.corpus) && !heldOut.contains(utterance.qualifiedSpeaker))
      }
    }
  }

  func addRoutes(to router: Router<ServerContext>) {
    router.get("v1/corpus") { _, _ in
      Response(
        .object([
          ("name", .string(name)), ("clips", .integer(clips.count)),
          ("emotions", .array(detector.labels.emotions.map { .string($0) })),
        ]))
    }
    router.get("v1/corpus/clips/{index}/audio", use: audio)
    router.post("v1/corpus/clips/{index}/guess", use: guess)
  }

  private func clip(_ context: ServerContext) throws -> Clip {
    guard let index = context.parameters.get("index", as: Int.self), clips.indices.contains(index) else {
      throw Problem(
        status: 404, code: "no_clip", detail: "The corpus has voices from 0 to \(clips.count - 1).")
    }
    return clips[index]
  }

  /// The voice as WAV, whatever it is on disk, so that every browser plays it.
  private func audio(_ request: Request, _ context: ServerContext) async throws -> Response {
    let clip = try clip(context)
    guard let place = gate.place() else { throw Problem.busy("This server hears enough recordings now.") }
    defer { place.end() }
    let bytes = try await gate.run {
      do {
        let decoded = try AudioFile.decode(contentsOf: clip.url, maximumDuration: Self.longestClip)
        return WAVBytes.data(of: decoded.waveform)
      } catch {
        throw Problem(error, hiding: clip.url.path)
      }
    }
    return Response(bytes: bytes, type: "audio/wav")
  }

  private func guess(_ request: Request, _ context: ServerContext) async throws -> Response {
    let clip = try clip(context)
    guard let guessed = request.query("emotion"), detector.labels.emotions.contains(guessed) else {
      throw Problem.badParameter("emotion", "one of \(detector.labels.emotions.joined(separator: ", "))")
    }
    guard let place = gate.place() else { throw Problem.busy("This server hears enough recordings now.") }
    defer { place.end() }
    let prediction = try await gate.run {
      do { return try detector.prediction(forFile: clip.url) } catch {
        throw Problem(error, hiding: clip.url.path)
      }
    }
    let actual = LabelSet.emotion(of: clip.label)
    return Response(
      .object([
        ("actual", .object([("label", .string(clip.label)), ("emotion", .string(actual))])),
        ("guess", .string(guessed)), ("guess_is_right", .boolean(guessed == actual)),
        ("model_is_right", .boolean(prediction.emotion == actual)),
        ("known_to_model", .boolean(clip.isKnownToModel)),
        ("prediction", .object(prediction.recordingMembers)),
      ]))
  }
}

/// A waveform as a WAV file of 16 bits in memory.
enum WAVBytes {
  static func data(of waveform: Waveform) -> Data {
    var data = Data(capacity: 44 + 2 * waveform.samples.count)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    let length = UInt32(2 * waveform.samples.count)
    data.append(contentsOf: Data("RIFF".utf8))
    append(36 + length)
    data.append(contentsOf: Data("WAVEfmt ".utf8))
    append(16 as UInt32)
    append(1 as UInt16)
    append(1 as UInt16)
    append(UInt32(waveform.sampleRate))
    append(UInt32(2 * waveform.sampleRate))
    append(2 as UInt16)
    append(16 as UInt16)
    data.append(contentsOf: Data("data".utf8))
    append(length)
    for sample in waveform.samples { append(Int16(min(max(sample, -1), 1) * 32767)) }
    return data
  }
}
