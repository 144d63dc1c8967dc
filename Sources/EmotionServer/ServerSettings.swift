public import Foundation

/// Where a server listens, who may ask, and what it shows.
public struct ServerSettings: Sendable {
  /// The address to listen on; anything but a loopback address needs a ``token``.
  public var host = "127.0.0.1"

  /// The port to listen on; 0 takes any that is free.
  public var port = 8080

  /// What a client has to know; nil asks for nothing.
  public var token: String?

  /// Names beside the loopback ones and numeric addresses that clients may call this machine by.
  public var names: [String] = []

  /// A corpus whose voices may be guessed.
  public var corpus: URL?

  /// The folder of a training run to show.
  public var run: URL?

  /// How much is too much.
  public var limits = ServerLimits()

  /// The least that a token has to have, in characters.
  public static let shortestToken = 16

  /// The settings of a server for this machine alone.
  public init() {}

  /// Whether only this machine can reach the server.
  public var isLoopback: Bool { HostName.isLoopback(host) }

  /// Refuses what would not be safe.
  ///
  /// - Throws: ``ServerError/tokenMissing(host:)`` or ``ServerError/tokenTooShort(length:)``.
  public func validate() throws(ServerError) {
    if let token, token.count < Self.shortestToken { throw .tokenTooShort(length: token.count) }
    guard token != nil || isLoopback else { throw .tokenMissing(host: host) }
  }
}

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
  public var liveSessions = 16

  /// Seconds that a live session survives without a chunk.
  public var liveIdleSeconds = 30.0

  /// Bytes of a live chunk.
  public var chunkBytes = 1 << 20

  /// Connections at the same time; more wait to be accepted.
  public var connections = 256

  /// Seconds without a byte after which a connection is closed.
  public var idleSeconds = 15.0

  /// Bytes that all headers of a request may have.
  public var headerBytes = 16 << 10

  /// Bytes a second below which an upload is too slow, once it has lasted ``patienceSeconds``.
  public var uploadBytesPerSecond = 1024.0

  /// Seconds in which an upload may be as slow as it likes.
  public var patienceSeconds = 10.0

  /// Seconds that requests have to end in once the server is told to end.
  public var drainSeconds = 10.0

  /// The limits that a server has unless told otherwise.
  public init() {}
}
