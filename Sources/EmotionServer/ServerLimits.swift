public import Foundation

/// How much is too much: every limit of a server.
public struct ServerLimits: Sendable {
  /// Bytes of an uploaded recording.
  public var uploadBytes = 256 << 20

  /// Bytes of all uploads that are being worked on.
  public var spoolBytes = 1 << 30

  /// Seconds of audio in a recording, however small its file is.
  public var audioSeconds = 3600.0

  /// Seconds of audio in a stream or a live session.
  public var streamSeconds = 4 * 3600.0

  /// Recordings that are uploaded, wait, or are heard at the same time; more are sent away at once.
  public var recordings = 8

  /// Recordings that are heard at the same time; the rest of ``recordings`` wait.
  public var workers = max(1, ProcessInfo.processInfo.activeProcessorCount)

  /// Seconds that hearing a recording may take, waiting included.
  public var workSeconds = 300.0

  /// Live sessions and streams at the same time.
  public var liveSessions = 64

  /// Seconds that a live session survives without a chunk.
  public var liveIdleSeconds = 30.0

  /// Bytes of a live chunk.
  public var chunkBytes = 1 << 20

  /// Connections at the same time; more wait to be accepted.
  public var connections = 512

  /// Connections without a request on its way; one more, and the oldest is closed.
  public var waitingConnections = 128

  /// Seconds without a byte after which a connection is closed.
  public var idleSeconds = 15.0

  /// Seconds within which a request's head has to be complete, counted from the connection's beginning or the
  /// answer before.
  public var headSeconds = 20.0

  /// Bytes that all headers of a request may have.
  public var headerBytes = 16 << 10

  /// Bytes a second below which an upload or a stream is too slow, once it has lasted ``patienceSeconds``.
  public var uploadBytesPerSecond = 1024.0

  /// Seconds that an upload may last, however fast it is.
  public var uploadSeconds = 300.0

  /// Seconds within which a client has to take each part of an answer.
  public var answerSeconds = 60.0

  /// Seconds in which an upload may be as slow as it likes.
  public var patienceSeconds = 10.0

  /// Seconds that requests have to end in once the server is told to end.
  public var drainSeconds = 10.0

  /// The limits that a server has unless told otherwise.
  public init() {}
}

extension ServerLimits {
  /// The limits by the names that a file of them uses, such as `upload_bytes`.
  public var values: [String: Double] {
    var values = Self.amounts.mapValues { self[keyPath: $0] }
    for (name, path) in Self.counts { values[name] = Double(self[keyPath: path]) }
    return values
  }

  /// Limits of a JSON object such as `{"live_sessions": 8}`; what it does not name stays as it is.
  ///
  /// - Parameters:
  ///   - data: The object.
  ///   - path: Where it was read, for the error.
  /// - Throws: ``ServerError/badLimits(path:problem:)`` where it is no object of numbers, names what is no limit, or
  ///   has a limit that is not above zero.
  public init(json data: Data, path: String) throws(ServerError) {
    self.init()
    guard let values = try? JSONDecoder().decode([String: Double].self, from: data) else {
      throw .badLimits(path: path, problem: "is no JSON object of numbers")
    }
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard value > 0, value <= 1e15 else {
        throw .badLimits(path: path, problem: "sets \(name) to \(value); a limit is above 0")
      }
      if let limit = Self.amounts[name] {
        self[keyPath: limit] = value
      } else if let limit = Self.counts[name], let whole = Int(exactly: value) {
        self[keyPath: limit] = whole
      } else {
        let known = (Array(Self.amounts.keys) + Self.counts.keys).sorted().joined(separator: ", ")
        throw .badLimits(
          path: path,
          problem: Self.counts[name] == nil
            ? "names \(name); the limits are \(known)" : "sets \(name) to \(value), which is no whole number")
      }
    }
  }

  private static var counts: [String: WritableKeyPath<Self, Int>] {
    [
      "upload_bytes": \.uploadBytes, "spool_bytes": \.spoolBytes, "recordings": \.recordings,
      "workers": \.workers, "live_sessions": \.liveSessions, "chunk_bytes": \.chunkBytes,
      "connections": \.connections, "waiting_connections": \.waitingConnections,
      "header_bytes": \.headerBytes,
    ]
  }

  private static var amounts: [String: WritableKeyPath<Self, Double>] {
    [
      "audio_seconds": \.audioSeconds, "stream_seconds": \.streamSeconds, "work_seconds": \.workSeconds,
      "live_idle_seconds": \.liveIdleSeconds, "idle_seconds": \.idleSeconds, "head_seconds": \.headSeconds,
      "upload_bytes_per_second": \.uploadBytesPerSecond, "upload_seconds": \.uploadSeconds,
      "answer_seconds": \.answerSeconds, "patience_seconds": \.patienceSeconds,
      "drain_seconds": \.drainSeconds,
    ]
  }
}
