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
