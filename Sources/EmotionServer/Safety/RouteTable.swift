internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// Which methods an address takes, so that a wrong one is told from a wrong address.
final class RouteTable: Sendable {
  private struct Route: Sendable {
    let parts: [Substring]
    let method: HTTPRequest.Method
  }

  private let routes = Mutex<[Route]>([])

  /// Takes a router's routes down, once it has them all.
  func fill(from router: Router<ServerContext>) {
    let all = router.routes.map { Route(parts: Self.parts("\($0.path)"), method: $0.method) }
    routes.withLock { $0 = all }
  }

  /// The methods that a path takes, sorted; none where there is nothing at it.
  func methods(at path: String) -> [String] {
    let parts = Self.parts(path)
    let fitting = routes.withLock { routes in
      routes.filter { route in
        route.parts.count == parts.count
          && zip(route.parts, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
      }
    }
    return Set(fitting.map(\.method.rawValue)).sorted()
  }

  /// The parts of a path as the router takes it; empty ones do not count.
  static func parts(_ path: String) -> [Substring] {
    path.prefix { $0 != "?" }.split(separator: "/")
  }
}
