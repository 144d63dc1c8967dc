internal import NIOCore
internal import Synchronization

/// Who left while work was done for them, so that the work ends too.
final class Departures: Sendable {
  private let deadlines = Mutex<[ObjectIdentifier: Deadline]>([:])

  /// Cancels a deadline when the client of a channel leaves during some work.
  func watching<Value: Sendable>(
    _ channel: any Channel, _ deadline: Deadline, _ work: () async throws -> Value
  ) async throws -> Value {
    let key = ObjectIdentifier(channel)
    deadlines.withLock { $0[key] = deadline }
    defer { deadlines.withLock { $0[key] = nil } }
    return try await work()
  }

  /// The client of a channel has closed its side.
  func left(_ channel: any Channel) {
    deadlines.withLock { $0[ObjectIdentifier(channel)] }?.cancel()
  }
}
