public import Foundation

/// Why a server does not start.
public enum ServerError: Error, Sendable, Equatable {
  /// Other machines could reach it, and nothing would keep them out.
  case tokenMissing(host: String)
  /// A token that could be guessed; its length in characters.
  case tokenTooShort(length: Int)
  /// The page's files did not come with the program; the folders that were searched.
  case noPage(searched: [String])
  /// The address cannot be listened on.
  case notListening(host: String, port: Int, reason: String)
  /// A file of limits that cannot be used.
  case badLimits(path: String, problem: String)
  /// There is no room for uploads.
  case noSpool(path: String, reason: String)
}

extension ServerError: LocalizedError, CustomStringConvertible {
  /// What was tried, what was found, and what to do.
  public var description: String {
    switch self {
    case .tokenMissing(let host):
      "--host \(host) lets other machines reach this server, and nothing would keep them out. Give a token of at "
        + "least \(ServerSettings.shortestToken) characters (--token-file FILE, --token TEXT, or SPEECH_EMOTION_TOKEN), or leave --host away."
    case .tokenTooShort(let length):
      "A token of \(length) characters can be guessed; at least \(ServerSettings.shortestToken) are needed. "
        + "`openssl rand -hex 16` makes one."
    case .noPage(let searched):
      "The page's files did not come with this program; searched \(searched.joined(separator: " and ")). "
        + "Keep the program beside its .resources folders."
    case .notListening(let host, let port, let reason):
      "Cannot listen on \(host), port \(port): \(reason). Choose another --port, or end the program that has it."
    case .badLimits(let path, let problem):
      "\(path) \(problem). Documentation/serving.md has the limits and what they are."
    case .noSpool(let path, let reason):
      "Uploads need a folder at \(path), which could not be made: \(reason). Set TMPDIR to a folder with room."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
