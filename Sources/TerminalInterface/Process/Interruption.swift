import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C as a question that loops ask, so that what was begun ends in order and what was printed stays valid.
public enum Interruption {
  private static let signalNumber = Atomic<Int32>(0)

  /// From now on the first Ctrl-C (or a polite `kill`) only sets a flag; the second one ends the process.
  public static func beginCatching() {
    // Made here, because a signal handler may not.
    _ = signalNumber.load(ordering: .relaxed)
    // A parent may have started this process with signals blocked, as threads of libdispatch do.
    var caught = sigset_t()
    sigemptyset(&caught)
    sigaddset(&caught, SIGINT)
    sigaddset(&caught, SIGTERM)
    sigprocmask(SIG_UNBLOCK, &caught, nil)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Interruption.note($0) }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      sigaction(number, &action, nil)
    }
  }

  /// Whether to stop.
  public static var isRequested: Bool { signalNumber.load(ordering: .relaxed) != 0 }

  /// 130 after Ctrl-C, 143 after `kill`, as shells count; nil where nobody interrupted.
  public static var exitCode: Int32? {
    let number = signalNumber.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// Forgets an interruption that has done its work, such as a Ctrl-C that ended a recording; the next one is caught again.
  public static func forget() {
    signalNumber.store(0, ordering: .relaxed)
    beginCatching()
  }

  /// Runs in a signal handler: an atomic store and a `write` of constant bytes are all it may do.
  private static func note(_ number: Int32) {
    signalNumber.store(number, ordering: .relaxed)
    let advice: StaticString = "\nStopping in good order; again, and it ends at once.\n"
    _ = write(STDERR_FILENO, advice.utf8Start, advice.utf8CodeUnitCount)
  }
}
