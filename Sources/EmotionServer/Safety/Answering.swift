internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Around every request: turns errors into problems, adds the headers that protect a browser, counts, and writes a line
/// into the log, which has neither audio nor what a client calls things.
struct Answering: RouterMiddleware {
  typealias Context = ServerContext

  let metrics: Metrics
  let table: RouteTable
  let logger: Logger

  func handle(
    _ request: Request, context: ServerContext,
    next: (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    var code: String?
    do {
      response = try await next(request, context)
    } catch {
      let problem = problem(error, at: request.uri.path)
      if problem.status == 500 {
        logger.error("failed", metadata: ["error": "\(problem.cause ?? "\(error)")"])
      }
      code = problem.code
      response = Response(problem)
      closeIfUnread(&response, request, context)
    }
    Self.protect(&response)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let path = context.endpointPath ?? "none"
    metrics.answered(
      method: Self.known(request.method), path: path, status: response.status.code, seconds: seconds)
    logger.info(
      "answered",
      metadata: [
        "method": "\(Self.known(request.method))", "route": "\(path)", "status": "\(response.status.code)",
        "ms": "\(Int(seconds * 1000))", "code": "\(code ?? "ok")",
      ])
    return response
  }

  private func problem(_ error: any Error, at path: String) -> Problem {
    guard let error = error as? any HTTPResponseError else { return Problem(error) }
    switch error.status {
    case .notFound:
      let methods = table.methods(at: path)
      return methods.isEmpty ? .notFound : .wrongMethod(methods)
    case .contentTooLarge: return Problem(status: 413, code: "too_large", detail: "The body is too large.")
    default:
      return Problem(
        status: error.status.code, code: "bad_request",
        detail: "The request cannot be understood: \(error.status).")
    }
  }

  /// A client that was refused may go on sending a large body. It gets half a second to read why, then the connection
  /// is closed: reading the rest would cost as much as taking it.
  private func closeIfUnread(_ response: inout Response, _ request: Request, _ context: ServerContext) {
    let length = request.headers[.contentLength].flatMap { Int($0) }
    guard request.headers[.transferEncoding] != nil || (length ?? 0) > 1 << 16 else { return }
    let body = response.body
    let channel = context.channel
    response.headers[.connection] = "close"
    response.body = ResponseBody(contentLength: body.contentLength) { writer in
      try await body.write(writer)
      Task {
        try? await Task.sleep(for: .milliseconds(500))
        channel.close(mode: .all, promise: nil)
      }
    }
  }

  private static func protect(_ response: inout Response) {
    for (name, value) in headers { response.headers[name] = value }
  }

  private static let headers: [(HTTPField.Name, String)] = [
    ("Content-Security-Policy", policy),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "microphone=(self), camera=(), geolocation=()"),
  ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

  /// Nothing from anywhere else, nothing inline; sounds that the page itself made or fetched.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    + "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; "
    + "frame-ancestors 'none'"

  /// A method's name, or one name for all that nobody knows.
  private static func known(_ method: HTTPRequest.Method) -> String {
    [.get, .head, .post, .put, .delete].contains(method) ? method.rawValue : "OTHER"
  }
}
