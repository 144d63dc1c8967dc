import EmotionServer
import Foundation
import SpeechEmotion
import TestSupport
import Testing

/// A server, on a port of its own, while a test asks it.
///
/// It is a process of its own, as it is for users: in this one, tests that compute would keep it from answering.
enum LocalServer {
  /// Runs a server, lends its port and ends it.
  ///
  /// - Parameters:
  ///   - change: Changes the settings of a server for this machine.
  ///   - body: Asks.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, or where the server does not start.
  static func with<Value>(
    _ change: (inout ServerSettings) -> Void = { _ in }, _ body: (Int) throws -> Value
  ) throws -> Value {
    var settings = ServerSettings()
    change(&settings)
    let folder = FileManager.default.temporaryDirectory.appending(path: "serve-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try start(settings, in: folder)
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    return try body(port(of: process, in: folder))
  }

  private static func start(_ settings: ServerSettings, in folder: URL) throws -> Process {
    let model = folder.appending(path: "drawn.emotionmodel")
    try TestModel.bundle().write(to: model)
    let limits = folder.appending(path: "limits.json")
    try JSONEncoder().encode(settings.limits.values).write(to: limits)
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: link).deletingLastPathComponent()
      .appending(path: "speech-emotion-serve")
    process.arguments = ["--port", "0", "--quiet", "--model", model.path, "--limits", limits.path]
    if let corpus = settings.corpus { process.arguments? += ["--corpus", corpus.path] }
    if let run = settings.run { process.arguments? += ["--run", run.path] }
    var environment = ProcessInfo.processInfo.environment
    environment["TMPDIR"] = folder.path
    environment["SPEECH_EMOTION_TOKEN"] = settings.token
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try emptyFile("output", in: folder)
    process.standardError = try emptyFile("errors", in: folder)
    try process.run()
    return process
  }

  private static func emptyFile(_ name: String, in folder: URL) throws -> FileHandle {
    let file = folder.appending(path: name)
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }

  private static func port(of process: Process, in folder: URL) throws -> Int {
    let deadline = Date(timeIntervalSinceNow: 120)
    var text = ""
    while !text.hasSuffix("\n"), deadline > Date(), process.isRunning {
      usleep(20_000)
      text = try String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
    }
    let errors = try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
    let number = text.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    return try #require(number.flatMap { Int($0) }, "\(errors)")
  }
}

/// One connection that says exactly what a test wants it to say.
final class RawConnection {
  /// An answer.
  struct Answer {
    var status = 0
    var headers: [String: String] = [:]
    var body = Data()

    var text: String { String(decoding: body, as: UTF8.self) }
    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any], "\(text)")
    }
    var lines: [[String: Any]] {
      text.split(separator: "\n").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  private let descriptor: Int32
  private var received = Data()

  /// Connects to a port of this machine.
  init(port: Int, seconds: Int = 120, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
    var timeout = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends bytes; whether all were taken.
  @discardableResult
  func send(_ data: Data) -> Bool {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Sends a request of a method, a path, headers and a body.
  @discardableResult
  func send(
    _ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil
  ) -> Bool {
    var all = ["Host": "localhost"]
    if let body { all["Content-Length"] = "\(body.count)" }
    all.merge(headers) { $1 }
    let head = all.filter { !$0.value.isEmpty }.map { "\($0): \($1)\r\n" }.joined()
    return send(Data("\(method) \(path) HTTP/1.1\r\n\(head)\r\n".utf8) + (body ?? Data()))
  }

  /// More bytes; nil at the end, or when nothing comes for too long.
  func more() -> Data? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Data(buffer[..<count]) : nil
  }

  /// The next answer; nil where the connection was closed without one.
  func answer(hasBody: Bool = true) -> Answer? {
    while received.range(of: Data("\r\n\r\n".utf8)) == nil {
      guard let data = more() else { return nil }
      received += data
    }
    guard let end = received.range(of: Data("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    received = Data(received[end.upperBound...])
    var answer = Answer()
    answer.status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      if sides.count == 2 {
        answer.headers[sides[0].lowercased()] = sides[1].trimmingCharacters(in: .whitespaces)
      }
    }
    guard hasBody else { return answer }
    if let text = answer.headers["content-length"], let length = Int(text) {
      while received.count < length {
        guard let data = more() else { break }
        received += data
      }
      answer.body = Data(received.prefix(length))
      received = Data(received.dropFirst(length))
    } else if answer.headers["transfer-encoding"] == "chunked" {
      answer.body = chunks()
    }
    return answer
  }

  private func chunks() -> Data {
    var body = Data()
    while true {
      while received.range(of: Data("\r\n".utf8)) == nil {
        guard let data = more() else { return body }
        received += data
      }
      guard let end = received.range(of: Data("\r\n".utf8)) else { return body }
      let size = Int(String(decoding: received[..<end.lowerBound], as: UTF8.self), radix: 16) ?? 0
      received = Data(received[end.upperBound...])
      while received.count < size + 2 {
        guard let data = more() else { return body }
        received += data
      }
      body += received.prefix(size)
      received = Data(received.dropFirst(size + 2))
      if size == 0 { return body }
    }
  }

  /// Asks once on a connection of its own.
  static func ask(
    _ port: Int, _ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil
  ) throws -> Answer {
    let connection = try RawConnection(port: port)
    connection.send(method, path, headers: headers, body: body)
    return try #require(connection.answer(hasBody: method != "HEAD"), "\(method) \(path) has no answer")
  }
}
