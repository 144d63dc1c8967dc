internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SpeechEmotion

/// `/v1/live`: live listening for clients that can only ask and be answered.
struct LiveController: Sendable {
  let detector: EmotionDetector
  let sessions: LiveSessions
  let gate: WorkGate
  let limits: ServerLimits
  let metrics: Metrics

  func addRoutes(to router: Router<ServerContext>) {
    router.post("v1/live", use: create)
    router.post("v1/live/{id}/audio", use: hear)
    router.delete("v1/live/{id}", use: end)
  }

  private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
    let form = try PCMForm(query: request)
    let hasLevels = try request.flag("levels")
    guard let place = gate.place() else {
      throw Problem.busy("This server listens to enough people now.", retryAfter: 5)
    }
    let session = try LiveSession(
      detector, form: form, hasLevels: hasLevels, maximumSeconds: limits.streamSeconds, place: place)
    sessions.add(session)
    var response = Response(
      .object([
        ("id", .string(session.id)), ("sample_rate", .integer(form.sampleRate)),
        ("channels", .integer(form.channelCount)),
        ("formats", .array([.string("s16le"), .string("s32le"), .string("f32le")])),
        ("chunk_bytes", .integer(limits.chunkBytes)), ("idle_seconds", .number(limits.liveIdleSeconds)),
        ("audio", .string("/v1/live/\(session.id)/audio")),
      ]), status: .created)
    response.headers[.location] = "/v1/live/\(session.id)"
    return response
  }

  private func hear(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try sessions.session(context.parameters.get("id") ?? "")
    let encoding = try PCMForm.encoding(of: request)
    guard let text = request.query("sequence"), let sequence = Int(text), sequence >= 0 else {
      throw Problem.badParameter("sequence", "the chunk's number, counted from 0")
    }
    try session.claim()
    defer { session.release() }
    let bytes = try await chunk(request)
    let heard = try await gate.run { try session.hear(bytes, sequence: sequence, encoding: encoding) }
    metrics.heardChunk(seconds: heard.seconds)
    return Response(text: heard.lines, type: EventLines.type)
  }

  private func end(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try sessions.remove(context.parameters.get("id") ?? "")
    return Response(text: try await gate.run { try session.finish() }, type: EventLines.type)
  }

  private func chunk(_ request: Request) async throws -> [UInt8] {
    if let text = request.headers[.contentLength], let length = Int(text), length > limits.chunkBytes {
      throw Problem.tooLarge(bytes: limits.chunkBytes)
    }
    var bytes: [UInt8] = []
    var pace = BodyPace(limits)
    for try await buffer in request.body {
      try pace.count(buffer.readableBytes)
      guard bytes.count + buffer.readableBytes <= limits.chunkBytes else {
        throw Problem.tooLarge(bytes: limits.chunkBytes)
      }
      bytes += buffer.readableBytesView
    }
    return bytes
  }
}
