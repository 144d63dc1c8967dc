internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import SpeechAudio
internal import SpeechEmotion
internal import SpeechFeatures

/// Why a request has no answer, as RFC 9457 (`application/problem+json`) writes it.
struct Problem: Error, Sendable {
  /// The status code.
  var status: Int
  /// A name that programs may compare, such as `too_large`.
  var code: String
  /// What was tried, what was found, and what to do.
  var detail: String
  /// Seconds after which another try makes sense.
  var retryAfter: Int?
  /// The methods that the address takes, where another one was tried.
  var allowedMethods: [String] = []
  /// What went wrong here, for the log alone.
  var cause: String?
  /// More members, such as the sequence number that is expected.
  var members: [(key: String, value: JSONText)] = []

  /// The object.
  var object: JSONText {
    .object(
      [
        ("type", .string("about:blank")), ("title", .string(Self.title(of: status))),
        ("status", .integer(status)), ("code", .string(code)), ("detail", .string(detail)),
      ] + members)
  }

  private static func title(of status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 503: "Service Unavailable"
    default: "Internal Server Error"
    }
  }
}

extension Problem {
  static let notFound = Problem(
    status: 404, code: "not_found",
    detail: "There is nothing at this address. GET /openapi.json says what there is.")

  static func wrongMethod(_ allowed: [String]) -> Problem {
    Problem(
      status: 405, code: "wrong_method",
      detail: "This address takes \(allowed.joined(separator: ", ")); GET /openapi.json says what they do.",
      allowedMethods: allowed)
  }

  static func busy(_ what: String, retryAfter: Int = 2) -> Problem {
    Problem(
      status: 503, code: "busy", detail: "\(what) Try again in \(retryAfter) s.", retryAfter: retryAfter)
  }

  /// The server ends, or the client left: nobody is to blame.
  static let ending = Problem(
    status: 503, code: "ending", detail: "This server is ending and did not finish this. Try again in 5 s.",
    retryAfter: 5)

  static func badParameter(_ name: String, _ expected: String) -> Problem {
    Problem(status: 400, code: "bad_parameter", detail: "\(name) is \(expected).")
  }

  static func tooLarge(bytes: Int) -> Problem {
    let size = bytes >= 1 << 20 ? "\(bytes >> 20) MB" : "\(bytes >> 10) KB"
    return Problem(
      status: 413, code: "too_large",
      detail:
        "The body has more than the \(size) that are taken here. Send a compressed form, such as FLAC or Opus, or split it."
    )
  }

  static func tooLong(seconds: Double) -> Problem {
    let limit = seconds < 120 ? "\(Int(seconds)) s" : "\(Int(seconds / 60)) minutes"
    return Problem(
      status: 413, code: "too_long",
      detail:
        "The recording is longer than the \(limit) that are heard here. Split it, or use the command."
    )
  }

  /// What an error of hearing means for a client. The sentences are the command's, without paths of this machine.
  ///
  /// - Parameters:
  ///   - error: Anything.
  ///   - path: The temporary file that must not be named.
  init(_ error: any Error, hiding path: String? = nil) {
    if let problem = error as? Problem {
      self = problem
      return
    }
    if error is CancellationError {
      self = .ending
      return
    }
    var sentence: String
    switch error {
    case let error as AudioError:
      sentence = error.description
      (status, code) = Self.kind(of: error)
    case let error as DetectionError:
      sentence = error.description
      (status, code) = (422, "not_heard")
    case let error as FeatureError:
      sentence = error.description
      (status, code) = (422, "not_heard")
    case let error as InferenceError:
      sentence = error.description
      (status, code) = (422, "not_heard")
    case is HTTPParserError, is ChannelError, is IOError:
      sentence = "the request broke off, or its body is no HTTP. Send it again."
      (status, code) = (400, "broken_request")
    default:
      cause = "\(error)"
      sentence = "Something went wrong here that is not your fault; the server's log says what."
      (status, code) = (500, "failed")
    }
    if let path { sentence = sentence.replacingOccurrences(of: path, with: "the upload") }
    detail = sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  private static func kind(of error: AudioError) -> (Int, String) {
    switch error {
    case .emptyFile: (400, "empty")
    case .notAudio, .ffmpegMissing: (415, "not_audio")
    case .tooLong: (413, "too_long")
    case .missing, .unreadable, .unwritable: (500, "failed")
    default: (422, "damaged")
    }
  }
}
