import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines that a person types, edited by the terminal itself; Ctrl-C is an answer like any other.
///
/// One at a time in a process, because a process has one handler for a signal.
public final class LineReader {
  /// What came.
  public enum Event: Equatable, Sendable {
    /// A line without its end.
    case line(String)
    /// Ctrl-D, or nobody is there any more.
    case end
    /// Ctrl-C.
    case interrupted
  }

  /// The end of a pipe that the signal handler writes to: whoever waits for a key, wakes up, on whichever thread
  /// the signal comes.
  private static let wakeEnd = Atomic<Int32>(-1)

  private let input: Int32
  /// The same terminal, opened once more to be read without waiting: a key that was announced may be gone again, where
  /// Ctrl-C emptied the queue in between.
  private let keys: Int32
  private var pipeEnds: [Int32] = [-1, -1]
  private var buffer: [UInt8] = []

  /// Begins to catch Ctrl-C.
  ///
  /// - Parameter input: A file descriptor that is a terminal; 0 for standard input.
  public init(input: Int32 = 0) {
    self.input = input
    let own = ttyname(input).map { open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } ?? -1
    keys = own >= 0 ? own : input
    if pipe(&pipeEnds) == 0 {
      for end in pipeEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    Self.wakeEnd.store(pipeEnds[1], ordering: .relaxed)
    // A parent may have started this process with the signal blocked.
    var caught = sigset_t()
    sigemptyset(&caught)
    sigaddset(&caught, SIGINT)
    sigprocmask(SIG_UNBLOCK, &caught, nil)
    catchInterrupts()
  }

  deinit {
    signal(SIGINT, SIG_DFL)
    Self.wakeEnd.store(-1, ordering: .relaxed)
    for end in pipeEnds where end >= 0 { close(end) }
    if keys != input { close(keys) }
  }

  /// Waits for a line.
  ///
  /// - Returns: What came first.
  public func next() -> Event {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return .line(line)
      }
      var waits = [pollfd(fd: pipeEnds[0], events: Int16(POLLIN), revents: 0)]
      waits.append(pollfd(fd: keys, events: Int16(POLLIN), revents: 0))
      guard poll(&waits, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        return .end
      }
      var bytes = [UInt8](repeating: 0, count: 4096)
      if waits[0].revents != 0 {
        _ = read(pipeEnds[0], &bytes, bytes.count)
        buffer.removeAll()
        return .interrupted
      }
      let count = read(keys, &bytes, bytes.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else {
        // Ctrl-D behind some text hands that over without a line end; only on an empty line it is the end.
        guard !buffer.isEmpty else { return .end }
        buffer.append(10)
        continue
      }
      buffer += bytes[..<count]
    }
  }

  /// Lets Ctrl-C go to others, as to a program that was started, and takes the terminal back as it was.
  ///
  /// - Parameter body: What others do.
  /// - Returns: What `body` returns.
  public func lendingTerminal<Value>(_ body: () throws -> Value) rethrows -> Value {
    var modes = termios()
    let isKnown = tcgetattr(input, &modes) == 0
    signal(SIGINT, SIG_IGN)
    signal(SIGQUIT, SIG_IGN)
    defer {
      // Programs that end in a hurry may leave a terminal without echo.
      if isKnown { tcsetattr(input, TCSADRAIN, &modes) }
      signal(SIGQUIT, SIG_DFL)
      catchInterrupts()
    }
    return try body()
  }

  private func catchInterrupts() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in LineReader.wake() }
    action.sa_flags = 0  // what waits for a key, wakes up
    sigaction(SIGINT, &action, nil)
  }

  /// Runs in a signal handler: a `write` is all it may do.
  private static func wake() {
    let descriptor = wakeEnd.load(ordering: .relaxed)
    guard descriptor >= 0 else { return }
    var byte: UInt8 = 1
    let number = errno
    _ = write(descriptor, &byte, 1)
    errno = number
  }
}
