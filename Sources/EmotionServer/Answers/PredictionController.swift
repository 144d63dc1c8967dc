internal import HTTPTypes
internal import Hummingbird
internal import SpeechEmotion

/// `POST /v1/predictions`: what emotion is in a recording.
struct PredictionController: Sendable {
  let detector: EmotionDetector
  let gate: WorkGate
  let upload: UploadReader
  let limits: ServerLimits
  let departures: Departures
  let metrics: Metrics

  func addRoutes(to router: Router<ServerContext>) {
    router.post("v1/predictions", use: predict)
  }

  private func predict(_ request: Request, _ context: ServerContext) async throws -> Response {
    let hearing = Hearing(
      detector: detector, maximumSeconds: limits.audioSeconds, hasTimeline: try request.flag("timeline"),
      hasOverview: try request.flag("overview"))
    // Before the body is read: who is sent away should not have uploaded for nothing.
    guard let place = gate.place() else { throw Problem.busy("This server hears enough recordings now.") }
    defer { place.end() }
    let deadline = Deadline(seconds: limits.workSeconds)
    // A client that left wants no answer: whoever waits gets its place.
    let answer = try await departures.watching(context.channel, deadline) {
      let file = try await upload.file(request)
      deadline.begin()
      return try await gate.run {
        try withExtendedLifetime(file) { try hearing.answer(file.url, deadline: deadline) }
      }
    }
    metrics.heard(seconds: answer.seconds)
    return Response(answer.json)
  }
}
