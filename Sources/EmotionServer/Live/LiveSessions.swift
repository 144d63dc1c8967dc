internal import ServiceLifecycle
internal import Synchronization

/// The live sessions by their names. One that nobody feeds for a while ends.
final class LiveSessions: Service {
  private let sessions = Mutex<[String: LiveSession]>([:])
  private let idleSeconds: Double

  init(idleSeconds: Double) { self.idleSeconds = idleSeconds }

  static let unknown = Problem(
    status: 404, code: "no_session",
    detail:
      "There is no such live session: it has ended, or nothing came for too long. POST /v1/live makes a new one."
  )

  /// Takes a session in.
  func add(_ session: LiveSession) { sessions.withLock { $0[session.id] = session } }

  /// The session of a name.
  ///
  /// - Throws: ``Problem`` where there is none.
  func session(_ id: String) throws -> LiveSession {
    guard let session = sessions.withLock({ $0[id] }) else { throw Self.unknown }
    return session
  }

  /// Takes a session out.
  ///
  /// - Throws: ``Problem`` where there is none.
  func remove(_ id: String) throws -> LiveSession {
    guard let session = sessions.withLock({ $0.removeValue(forKey: id) }) else { throw Self.unknown }
    return session
  }

  /// Removes what nobody feeds.
  func sweep() {
    sessions.withLock { sessions in sessions = sessions.filter { !$0.value.isOver(idleSeconds: idleSeconds) }
    }
  }

  /// Sweeps twice a second until the server ends.
  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: .milliseconds(500))
        self.sweep()
      }
    }
  }
}
