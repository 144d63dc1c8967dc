internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SpeechEmotion

extension Response {
  /// An object as JSON.
  init(_ json: JSONText, status: HTTPResponse.Status = .ok, type: String = "application/json") {
    self.init(text: json.document, status: status, type: type)
  }

  /// Text of a type.
  init(text: String, status: HTTPResponse.Status = .ok, type: String) {
    self.init(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// Bytes of a type.
  init(bytes: Data, type: String) {
    self.init(
      status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A problem.
  init(_ problem: Problem) {
    self.init(problem.object, status: .init(code: problem.status), type: "application/problem+json")
    if let seconds = problem.retryAfter { headers[.retryAfter] = "\(seconds)" }
    if !problem.allowedMethods.isEmpty {
      headers[.allow] = problem.allowedMethods.joined(separator: ", ")
    }
    if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
  }
}

extension Request {
  /// A parameter of the query.
  func query(_ name: String) -> String? { uri.queryParameters[name[...]].map(String.init) }

  /// A number of the query.
  ///
  /// - Throws: ``Problem`` where it is none, or outside of the range.
  func query(_ name: String, default value: Int, in range: ClosedRange<Int>) throws -> Int {
    guard let text = query(name) else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw Problem.badParameter(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A yes or no of the query.
  ///
  /// - Throws: ``Problem`` where it is neither.
  func flag(_ name: String) throws -> Bool {
    switch query(name) {
    case nil, "0", "false": false
    case "", "1", "true": true
    default: throw Problem.badParameter(name, "1 or 0")
    }
  }

  /// The content type without its parameters, in small letters, and these.
  var mediaType: (name: String, parameters: [String: String]) {
    let pieces = (headers[.contentType] ?? "").split(separator: ";").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var parameters: [String: String] = [:]
    for piece in pieces.dropFirst() {
      let sides = piece.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else { continue }
      parameters[sides[0].lowercased()] = sides[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
    return (pieces.first?.lowercased() ?? "", parameters)
  }
}
