internal import HTTPTypes
internal import Hummingbird

/// Lets in who may ask.
///
/// - `Host` has to name this machine: another site's name that was made to point here (DNS rebinding) does not.
/// - What changes or costs something has to come from the server's own page, or from no page at all: a browser
///   tells with `Origin` and `Sec-Fetch-Site` whose page it is.
/// - Where there is a token, everything but the page's own files, its description and the health has to have it.
struct Doorkeeper: RouterMiddleware {
  typealias Context = ServerContext

  let names: Set<String>
  /// Names that a proxy in front of the server may be called by.
  private let proxyNames: Set<String>
  let token: Token?
  /// Whether any numeric address may be this machine's.
  let isOpen: Bool

  init(_ settings: ServerSettings) {
    names = Set(([settings.host] + settings.names).map { $0.lowercased() })
    proxyNames = Set(settings.names.map { $0.lowercased() })
    token = settings.token.map(Token.init)
    isOpen = !settings.isLoopback
  }

  func handle(
    _ request: Request, context: ServerContext,
    next: (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    try check(request)
    return try await next(request, context)
  }

  /// - Throws: ``Problem`` where the request is refused.
  func check(_ request: Request) throws {
    guard let authority = request.head.authority, let host = HostName.host(ofAuthority: authority),
      isOurs(host)
    else {
      throw Problem(
        status: 421, code: "wrong_host",
        detail:
          "The request's Host does not name this server. Use the address that the server printed, or start it with --name."
      )
    }
    if let origin = request.headers[.origin], !isSafe(request.method) {
      guard origin.lowercased() == "http://\(authority.lowercased())" || isBehindTLS(origin, host) else {
        throw Self.foreign
      }
    }
    // A page of another site may link here, but not use what it finds.
    if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
      let isLink = request.headers[.secFetchMode] == "navigate" && isSafe(request.method)
      guard isLink else { throw Self.foreign }
    }
    guard let token, needsToken(request.uri.path) else { return }
    guard token.admits(authorization: request.headers[.authorization]) else {
      throw Problem(
        status: 401, code: "no_token",
        detail:
          "This server asks for its token: send it as `Authorization: Bearer TOKEN`, or type it on the page.")
    }
  }

  private static let foreign = Problem(
    status: 403, code: "foreign_page",
    detail: "The request comes from a page of another site. Only this server's own page and programs may ask."
  )

  private func isOurs(_ host: String) -> Bool {
    HostName.isLoopback(host) || names.contains(host) || (isOpen && HostName.isNumeric(host))
  }

  /// A proxy in front of the server may speak TLS; the names still have to be equal.
  private func isBehindTLS(_ origin: String, _ host: String) -> Bool {
    guard isOpen || proxyNames.contains(host), origin.lowercased().hasPrefix("https://") else { return false }
    return HostName.host(ofAuthority: String(origin.dropFirst(8))) == host
  }

  private func isSafe(_ method: HTTPRequest.Method) -> Bool { method == .get || method == .head }

  /// Whether an address needs the token: all but the page's own files, its description and the health. By its parts, as
  /// the router takes them: `//v1/model` is `/v1/model`.
  private func needsToken(_ path: String) -> Bool {
    let parts = RouteTable.parts(path)
    let isFree =
      parts.isEmpty || parts == ["openapi.json"] || parts == ["healthz"]
      || (parts.count == 2 && parts[0] == "page")
    return !isFree
  }
}

extension HTTPField.Name {
  fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
  fileprivate static let secFetchMode = HTTPField.Name("Sec-Fetch-Mode") ?? .origin
}
