internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SpeechAudio

/// Brings a recording from the network to a file of the spool, never holding more than a block of it.
struct UploadReader: Sendable {
  let spool: Spool
  let limits: ServerLimits

  /// Takes a body in: the bytes of a recording, or a form with one.
  ///
  /// - Throws: ``Problem`` where it is too large, too slow, empty, or no form though it says so.
  func file(_ request: Request) async throws -> Spool.File {
    // A form is a little larger than its file.
    if let text = request.headers[.contentLength], let length = Int(text),
      length > limits.uploadBytes + MultipartFile.headerLimit
    {
      throw Problem.tooLarge(bytes: limits.uploadBytes)
    }
    let file = try spool.file(byteLimit: limits.uploadBytes)
    var form = try Self.form(request)
    var pace = BodyPace(limits)
    var received = 0
    for try await buffer in request.body {
      received += buffer.readableBytes
      guard received <= limits.uploadBytes + (1 << 20) else {
        throw Problem.tooLarge(bytes: limits.uploadBytes)
      }
      try pace.count(buffer.readableBytes)
      if form != nil {
        if let bytes = try form?.push(buffer.readableBytesView) { try file.write(bytes) }
      } else {
        try file.write(Data(buffer.readableBytesView))
      }
    }
    if let form, !form.isComplete { throw file.byteCount == 0 ? MultipartFile.noFile : MultipartFile.damaged }
    guard file.byteCount > 0 else { throw AudioError.emptyFile(path: "The body") }
    return file
  }

  private static func form(_ request: Request) throws -> MultipartFile? {
    let type = request.mediaType
    guard type.name == "multipart/form-data" else {
      guard !type.name.hasPrefix("text/"), type.name != "application/json" else {
        throw Problem(
          status: 415, code: "not_audio",
          detail:
            "The body says it is \(type.name.prefix(40)). Send the bytes of a recording, with any audio type or none."
        )
      }
      return nil
    }
    guard let boundary = type.parameters["boundary"], let form = MultipartFile(boundary: boundary) else {
      throw MultipartFile.damaged
    }
    return form
  }
}
