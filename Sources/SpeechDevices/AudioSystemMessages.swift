import CPortAudio
import Foundation

/// Keeps what ALSA and JACK print while they look for devices away from the user's screen.
///
/// On a machine where all is well they write dozens of lines to standard error. Both take a function for their
/// messages; what else is printed during ``silenced(_:)`` goes to /dev/null. With
/// `SPEECH_EMOTION_DEVICE_MESSAGES=1` in the environment everything is shown.
enum AudioSystemMessages {
  private static var areWanted: Bool {
    ProcessInfo.processInfo.environment["SPEECH_EMOTION_DEVICE_MESSAGES"] == "1"
  }

  /// Tells the libraries behind PortAudio to be quiet; before PortAudio starts.
  static func prepare() {
    // Looking for a server must not start one. Never over what the user has set.
    setenv("JACK_NO_START_SERVER", "1", 0)
    guard !areWanted else { return }
    if let setHandler = AudioSystem.symbol("snd_lib_error_set_handler") {
      CPortAudioIgnoreMessages(setHandler)
    }
    typealias Handler = @convention(c) (UnsafePointer<CChar>?) -> Void
    typealias SetHandler = @convention(c) (Handler) -> Void
    for name in ["jack_set_error_function", "jack_set_info_function"] {
      guard let symbol = AudioSystem.symbol(name) else { continue }
      unsafeBitCast(symbol, to: SetHandler.self)({ _ in })
    }
  }

  /// Does something during which standard error leads nowhere; what another thread writes meanwhile is lost too, so
  /// only starting, stopping and opening are done in here. Not to be called by two threads at once.
  static func silenced<Value>(_ body: () -> Value) -> Value {
    guard !areWanted else { return body() }
    let kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10)
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    // Without room for two more files, the messages are the lesser evil.
    let isRedirected = kept >= 0 && nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0
    if nowhere >= 0 { close(nowhere) }
    defer {
      if isRedirected { dup2(kept, STDERR_FILENO) }
      if kept >= 0 { close(kept) }
    }
    return body()
  }
}

/// The libraries that PortAudio was linked with, as far as they are in this process.
enum AudioSystem {
  /// A function or a variable of any library in this process.
  static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
    #if os(Linux)
      dlsym(nil, name)  // dlsym(3): RTLD_DEFAULT is the null pointer
    #else
      nil
    #endif
  }

  /// Whether ALSA has neither a card nor a configuration with devices in it.
  ///
  /// PortAudio 19.6 ends the process then, by an assertion in its list of devices (pa_linux_alsa.c, BuildDeviceList).
  static var isALSAWithoutAnything: Bool {
    typealias Update = @convention(c) () -> Int32
    typealias NextCard = @convention(c) (UnsafeMutablePointer<Int32>) -> Int32
    typealias Search =
      @convention(c) (
        OpaquePointer, UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>
      ) -> Int32
    guard let update = symbol("snd_config_update"), let nextCard = symbol("snd_card_next"),
      let search = symbol("snd_config_search"), let top = symbol("snd_config")
    else { return false }
    var card: Int32 = -1
    if unsafeBitCast(nextCard, to: NextCard.self)(&card) >= 0, card >= 0 { return false }
    guard unsafeBitCast(update, to: Update.self)() >= 0,
      let tree = top.assumingMemoryBound(to: OpaquePointer?.self).pointee
    else { return true }
    var devices: OpaquePointer?
    return unsafeBitCast(search, to: Search.self)(tree, "pcm", &devices) < 0
  }
}
