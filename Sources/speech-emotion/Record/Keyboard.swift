import Foundation

/// Looks whether Enter was pressed, without waiting; where standard input is no terminal, it never is.
struct Keyboard {
  private let isTerminal = isatty(0) == 1

  /// Forgets what was typed before it was asked for.
  func forget() {
    if isTerminal { tcflush(0, TCIFLUSH) }
  }

  /// Takes what was typed up to an Enter, if there is one.
  func takeEnter() -> Bool {
    guard isTerminal else { return false }
    var watched = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, 0) == 1, watched.revents & Int16(POLLIN) != 0 else { return false }
    // A terminal gives whole lines (termios(3), canonical mode), or nothing more once it has gone.
    var line = [UInt8](repeating: 0, count: 256)
    return read(0, &line, line.count) > 0
  }
}
