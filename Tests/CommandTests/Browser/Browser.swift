import Foundation
import Testing

/// Chromium without a window, led over a socket in its DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol/).
final class Browser {
  /// What the browser tells without being asked.
  struct Event {
    let method: String
    let parameters: [String: Any]
    /// The page that it is about; nil for the browser itself.
    let session: String?
  }

  /// What the browser answers with where it cannot.
  struct Failure: Error, CustomStringConvertible { let description: String }

  private let folder: URL
  private let process: pid_t
  private let descriptor: Int32
  private var received = Data()
  private var lastNumber = 0
  /// All events up to now, oldest first.
  private(set) var events: [Event] = []

  /// Seconds in which everything has to happen that a test waits for: many on a machine with other work.
  static let patience = 240.0

  /// Starts a browser with a profile of its own.
  ///
  /// - Parameters:
  ///   - microphone: A WAV file that is heard over and over in place of a microphone; nil gives a beep.
  ///   - hasMicrophone: Whether there is a microphone at all.
  /// - Throws: ``Failure`` where there is no Chromium, or where it does not start.
  init(microphone: URL? = nil, hasMicrophone: Bool = true) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    let candidates = path.split(separator: ":").map { "\($0)/chromium" }
    let program = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let program else {
      throw Failure(
        description: "There is no `chromium` on the PATH, and these tests drive the page in it. "
          + "`Scripts/setup-packages testing` installs it, or: apt-get install chromium")
    }
    folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var arguments = [
      program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--remote-debugging-pipe", "--user-data-dir=\(folder.path)",
      "--autoplay-policy=no-user-gesture-required", "--disable-background-networking",
    ]
    if hasMicrophone { arguments.append("--use-fake-device-for-media-stream") }
    if let microphone { arguments.append("--use-file-for-fake-audio-capture=\(microphone.path)") }
    (process, descriptor) = try Self.spawn(arguments + ["about:blank"])
  }

  deinit {
    // The browser ends when nobody leads it any more; what is left of it after a while is made to.
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
    var status: Int32 = 0
    let deadline = Date(timeIntervalSinceNow: 10)
    while waitpid(process, &status, WNOHANG) == 0 {
      usleep(20_000)
      if deadline < Date() { kill(-process, SIGKILL) }
    }
    kill(-process, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts a program that reads what it is told from descriptor 3 and answers on descriptor 4.
  private static func spawn(_ arguments: [String]) throws -> (pid_t, Int32) {
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
    // Above what the program's own will be; closed there but for the copies.
    let theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, 16)
    close(ends[1])
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for output in [1, 2] as [Int32] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    for copy in [3, 4] as [Int32] { posix_spawn_file_actions_adddup2(&actions, theirs, copy) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    let status = posix_spawn(&process, arguments[0], &actions, &attributes, &pointers, environ)
    close(theirs)
    guard status == 0 else {
      close(ends[0])
      throw Failure(description: "\(arguments[0]) does not start: \(String(cString: strerror(status)))")
    }
    return (process, ends[0])
  }

  /// Calls a method and waits for its answer.
  @discardableResult
  func call(
    _ method: String, _ parameters: [String: Any] = [:], session: String? = nil
  ) throws -> [String: Any] {
    lastNumber += 1
    let number = lastNumber
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    message["sessionId"] = session
    try send(JSONSerialization.data(withJSONObject: message))
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while true {
      guard let answer = try next(until: deadline) else {
        throw Failure(description: "\(method): no answer in \(Self.patience) s")
      }
      guard answer["id"] as? Int == number else { continue }
      if let error = answer["error"] as? [String: Any] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// Takes in what the browser tells within a moment.
  func listen(seconds: Double = 0.05) throws { _ = try next(until: Date(timeIntervalSinceNow: seconds)) }

  private func send(_ data: Data) throws {
    var rest = data + [0]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(description: "the browser has ended") }
      rest = Data(rest.dropFirst(count))
    }
  }

  /// The next message, which is kept where it is an event; nil where none comes in time.
  private func next(until deadline: Date) throws -> [String: Any]? {
    while true {
      if let end = received.firstIndex(of: 0) {
        let object = try JSONSerialization.jsonObject(with: received[received.startIndex..<end])
        received = Data(received[(end + 1)...])
        let message = object as? [String: Any] ?? [:]
        if let method = message["method"] as? String {
          events.append(
            Event(
              method: method, parameters: message["params"] as? [String: Any] ?? [:],
              session: message["sessionId"] as? String))
        }
        return message
      }
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = deadline.timeIntervalSinceNow
      guard left > 0 else { return nil }
      guard Foundation.poll(&poll, 1, Int32(left * 1000) + 1) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { throw Failure(description: "the browser has ended") }
      received += buffer[..<count]
    }
  }
}
