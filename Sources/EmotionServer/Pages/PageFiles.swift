internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The page: a few small files, read once. Only their own names lead to them.
struct PageFiles: Sendable {
  private struct File: Sendable {
    let bytes: ByteBuffer
    let type: String
    let tag: String
  }

  private let files: [String: File]

  /// Reads the files that came with the program.
  ///
  /// - Throws: ``ServerError/noPage(searched:)``.
  init() throws(ServerError) {
    let folders = Self.folders()
    for folder in folders {
      let page = folder.appending(path: "Page")
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: page.path),
        names.contains("index.html")
      else { continue }
      var files: [String: File] = [:]
      for name in names {
        guard let data = try? Data(contentsOf: page.appending(path: name)), let type = Self.type(of: name)
        else {
          continue
        }
        files[name] = File(bytes: ByteBuffer(bytes: data), type: type, tag: Self.tag(of: data))
      }
      self.files = files
      return
    }
    throw .noPage(searched: folders.map(\.path))
  }

  func addRoutes(to router: Router<ServerContext>) {
    router.get("/") { request, _ in try response("index.html", request) }
    router.get("openapi.json") { request, _ in try response("openapi.json", request) }
    router.get("page/{name}") { request, context in
      try response(context.parameters.get("name") ?? "", request)
    }
  }

  private func response(_ name: String, _ request: Request) throws -> Response {
    guard let file = files[name] else { throw Problem.notFound }
    // The browser asks again each time and gets 304: a new version of the program is a new page at once.
    let headers: HTTPFields = [.contentType: file.type, .cacheControl: "no-cache", .eTag: file.tag]
    if request.headers[.ifNoneMatch] == file.tag { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
  }

  private static func type(of name: String) -> String? {
    switch URL(fileURLWithPath: name).pathExtension {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "svg": "image/svg+xml"
    default: nil
    }
  }

  /// FNV-1a over the bytes (Fowler, Noll and Vo).
  private static func tag(of data: Data) -> String {
    let hash = data.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "\"\(String(hash, radix: 16))\""
  }

  /// Where the build's resource folder may be: beside the program, or beside what a symbolic link to it leads to.
  private static func folders() -> [URL] {
    let executable = Foundation.Bundle.main.executableURL
    let parents = [
      executable?.deletingLastPathComponent(),
      executable?.resolvingSymlinksInPath().deletingLastPathComponent(), Foundation.Bundle.main.bundleURL,
    ]
    return parents.compactMap { $0?.appending(path: "speech-emotion_EmotionServer.resources") }
  }
}
