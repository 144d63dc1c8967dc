import Foundation

/// A running ffmpeg that decodes to a pipe: its owner ends it and collects it in `deinit`.
///
/// The program is started without a shell. It gets the input as open file number 3 and is told to read
/// `file:/dev/fd/3`, so no name is ever taken for an option or an address; it may open nothing but files and
/// pipes, and only containers of the list, not playlists that name other files.
final class FFmpegProcess {
  private let process: pid_t
  private let output: FileDescriptor
  private let errors: FileDescriptor
  private var errorsAreOpen = true
  private var exitStatus: Int32?
  private var log: [UInt8] = []

  /// ffmpeg that gives no sample and no word for this long hangs, in seconds.
  static let patience: Double = 120

  /// Bytes of what ffmpeg says that are kept.
  private static let logLimit = 1 << 16

  /// Demuxers that read a sound track and nothing outside their file.
  static let demuxers = """
    mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,asf,avi,flv,mpegts,mpeg,mp3,aac,loas,latm,ac3,eac3,dts,truehd,mlp,amr,\
    amrnb,amrwb,ogg,opus,flac,wav,w64,aiff,au,caf,voc,ape,wv,tta,tak,mpc,mpc8,shn,rm,oma,xwma,nut,mxf,gxf,sox,\
    ircam,nistsphere,qcp,dsf,iff,ivf,swf,smjpeg,gsm,obu,adts
    """

  static let arguments = [
    "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-protocol_whitelist", "file,pipe",
    "-format_whitelist", demuxers, "-i", "file:/dev/fd/3", "-map", "0:a:0", "-map_metadata", "-1", "-f",
    "wav",
    "-c:a", "pcm_f32le", "-bitexact", "pipe:1",
  ]

  /// The first ffmpeg in the folders of a search path; relative folders are not trusted.
  static func executable(searchPath: String?) -> String? {
    for folder in (searchPath ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/ffmpeg"
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  init(executable: String, input: FileDescriptor) throws(POSIXFailure) {
    let (output, childOutput) = try FileDescriptor.pair()
    let (errors, childErrors) = try FileDescriptor.pair()
    self.output = output
    self.errors = errors

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, childOutput.number, 1)
    posix_spawn_file_actions_adddup2(&actions, childErrors.number, 2)
    posix_spawn_file_actions_adddup2(&actions, input.number, 3)

    // A process group of its own, so that Ctrl-C on the terminal does not cut the audio in the middle; ffmpeg
    // ends by itself when nobody reads any more, for which SIGPIPE has to do what it does by default.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setsigmask(&attributes, &unblocked)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

    var environment = ProcessInfo.processInfo.environment
    for name in ["FFREPORT", "AV_LOG_FORCE_COLOR", "AV_LOG_FORCE_256COLOR"] { environment[name] = nil }
    environment["AV_LOG_FORCE_NOCOLOR"] = "1"

    var process: pid_t = 0
    let result = Self.withCStrings([executable] + Self.arguments) { arguments in
      Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
      }
    }
    guard result == 0 else { throw POSIXFailure(errorNumber: result) }
    self.process = process
  }

  deinit {
    if exitStatus == nil { kill(process, SIGKILL) }
    wait()
  }

  /// Reads decoded bytes; returns how many, 0 at the end. What ffmpeg says is collected meanwhile.
  func read(into target: UnsafeMutableRawBufferPointer) -> Result<Int, POSIXFailure> {
    guard !target.isEmpty else { return .success(0) }
    while true {
      // poll(2) passes over negative numbers.
      var waiting = [
        pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorsAreOpen ? errors.number : -1, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&waiting, 2, Int32(Self.patience * 1000))
      if ready < 0, errno == EINTR { continue }
      guard ready >= 0 else { return .failure(POSIXFailure(errorNumber: errno)) }
      guard ready > 0 else { return .failure(POSIXFailure(errorNumber: ETIMEDOUT)) }
      if waiting[1].revents != 0 { readLog() }
      guard waiting[0].revents != 0 else { continue }
      let count = Foundation.read(output.number, target.baseAddress, target.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(POSIXFailure(errorNumber: errno)) }
      return .success(count)
    }
  }

  /// Waits for the end; returns the exit status and everything that ffmpeg said.
  func finish() -> (exitStatus: Int32, log: String) {
    while errorsAreOpen { readLog() }
    wait()
    return (exitStatus ?? -1, currentLog)
  }

  /// What ffmpeg has said so far.
  var currentLog: String { String(decoding: log, as: UTF8.self) }

  private func readLog() {
    var block = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(errors.number, &block, block.count)
    if count < 0, errno == EINTR { return }
    guard count > 0 else {
      errorsAreOpen = false
      return
    }
    log.append(contentsOf: block.prefix(min(count, Self.logLimit - log.count)))
  }

  private func wait() {
    guard exitStatus == nil else { return }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else {
        exitStatus = 0  // Somebody else collected the child; how it ended is not known.
        return
      }
    }
    // The low seven bits are a signal's number, the next byte the exit status (wait(2)).
    exitStatus = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
