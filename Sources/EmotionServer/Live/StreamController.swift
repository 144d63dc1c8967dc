internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import SpeechAudio
internal import SpeechEmotion

/// `POST /v1/stream`: samples or a WAV stream in, events out while it is still coming.
struct StreamController: Sendable {
  let detector: EmotionDetector
  let gate: WorkGate
  let limits: ServerLimits
  let metrics: Metrics

  func addRoutes(to router: Router<ServerContext>) {
    router.post("v1/stream", use: hear)
    // What `curl -T -` sends.
    router.put("v1/stream", use: hear)
  }

  private func hear(_ request: Request, _ context: ServerContext) async throws -> Response {
    let form = try PCMForm(query: request)
    let lines = EventLines(hasLevels: try request.flag("levels"))
    let isRaw = try PCMForm.encoding(of: request) != nil || request.query("sample_rate") != nil
    guard let place = gate.place() else {
      throw Problem.busy("This server listens to enough people now.", retryAfter: 5)
    }
    var body = request.body.makeAsyncIterator()
    let pace = BodyPace(limits, maximumSeconds: limits.streamSeconds)
    // What nobody described has to describe itself: an MP3 file taken for samples would be noise.
    var first: [UInt8] = []
    while first.count < 4, let buffer = try await body.next() { first += buffer.readableBytesView }
    guard !first.isEmpty, isRaw || first.starts(with: Array("RIFF".utf8)) else {
      throw Self.unknownForm(isEmpty: first.isEmpty)
    }
    let listener = try StreamListener(
      detector, form: form, first: first, lines: lines, gate: gate, place: place,
      maximumSeconds: limits.streamSeconds)
    let source = Unshared(body)
    return Response(
      status: .ok, headers: [.contentType: EventLines.type, .cacheControl: "no-store"],
      body: ResponseBody { writer in
        var body = source.value
        var pace = pace
        do {
          try await writer.write(ByteBuffer(string: try await listener.begin()))
          while !Task.isShuttingDownGracefully, !listener.isComplete, let buffer = try await body.next() {
            try pace.count(buffer.readableBytes)
            let text = try await listener.hear(Array(buffer.readableBytesView))
            if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
          }
          try await writer.write(ByteBuffer(string: try await listener.finish()))
        } catch {
          // The head is long gone: the last line says what happened.
          try await writer.write(
            ByteBuffer(string: StreamListener.line(Problem(error, hiding: "standard input"))))
        }
        metrics.heard(seconds: listener.seconds)
        try await writer.finish(nil)
      })
  }

  private static func unknownForm(isEmpty: Bool) -> Problem {
    guard !isEmpty else { return Problem(AudioError.emptyFile(path: "The body")) }
    return Problem(
      status: 415, code: "not_samples",
      detail: "The stream does not begin like WAV, and nothing says what its samples are. Send WAV, or "
        + "`Content-Type: audio/pcm; format=s16le` and ?sample_rate=16000. For files, POST /v1/predictions.")
  }
}

/// Hands something that may not be shared from one task to the next, which has it alone.
struct Unshared<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
