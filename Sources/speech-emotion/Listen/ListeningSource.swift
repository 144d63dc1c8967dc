import Foundation
import SpeechAudio
import SpeechDevices
import SpeechEmotion

/// Where samples come from while somebody listens.
protocol ListeningSource {
  /// Samples per second, in hertz; known once there was a block.
  var sampleRate: Int { get }
  /// Whether the samples come as fast as they are spoken.
  var isLive: Bool { get }
  /// The next samples, after a wait of a tenth of a second at most: perhaps none; nil at the end.
  mutating func next() throws -> [Float]?
  /// Seconds that were lost so far because the computer was too busy.
  var lostSeconds: Double { get }
  /// Gives back what was opened.
  func stop()
}

extension ListeningSource {
  var lostSeconds: Double { 0 }
  func stop() {}
}

/// A microphone.
struct MicrophoneSource: ListeningSource {
  var sampleRate: Int { microphone.sampleRate }
  let isLive = true
  private let microphone: Microphone

  /// - Parameters:
  ///   - device: A name, a number or a part of a name; nil for the default.
  ///   - sampleRate: Samples per second to be heard, in hertz.
  /// - Throws: `DeviceError` where there is no such microphone, or it does not start.
  init(device: String?, sampleRate: Int) throws {
    microphone = try Microphone(
      device: device.map { try AudioDevices.input(named: $0) }, sampleRate: sampleRate)
    try microphone.start()
  }

  mutating func next() throws -> [Float]? {
    try microphone.read(timeout: 0.1)
  }

  /// Seconds that were lost because the computer was too busy.
  var lostSeconds: Double { Double(microphone.droppedSampleCount) / Double(sampleRate) }

  func stop() { microphone.stop() }
}

/// A file, at the pace it was spoken at or as fast as it can be heard.
struct FileSource: ListeningSource {
  let sampleRate: Int
  let isLive: Bool
  private let reader: AudioReader
  private let begin = ContinuousClock.now
  private var count = 0

  /// Seconds of a block.
  private static let block = 0.02

  init(path: String, isPaced: Bool) throws {
    isLive = isPaced
    reader = try AudioReader(contentsOf: URL(fileURLWithPath: path))
    sampleRate = reader.sampleRate
  }

  mutating func next() throws -> [Float]? {
    let seconds = isLive ? Self.block : 1
    guard
      let block = try reader.read(maximumSampleCount: max(1, Int(seconds * Double(sampleRate))))
    else { return nil }
    count += block.samples.count
    if isLive {
      let due = begin + .seconds(Double(count) / Double(sampleRate))
      let wait = (due - .now).seconds
      if wait > 0 { Thread.sleep(forTimeInterval: wait) }
    }
    return block.samples
  }
}

/// Raw samples, or a WAV stream, on standard input.
struct StandardInputSource: ListeningSource {
  let isLive = true
  var sampleRate: Int { stream.sampleRate }
  private var stream: PCMStream
  private var buffer = [UInt8](repeating: 0, count: 1 << 14)
  private var byteCount = 0
  private var hasSamples = false

  init(_ stream: PCMStream) throws {
    guard isatty(0) == 0 else { throw ListeningError.standardInputIsTerminal }
    self.stream = stream
  }

  mutating func next() throws -> [Float]? {
    var state = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    let answer = poll(&state, 1, 100)
    guard answer > 0 else { return [] }
    let count = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
    if count == 0 {
      guard hasSamples else { throw ListeningError.nothingCame(bytes: byteCount) }
      return nil
    }
    guard count > 0 else {
      if errno == EINTR || errno == EAGAIN { return [] }
      throw ListeningError.unreadable(reason: String(cString: strerror(errno)))
    }
    byteCount += count
    let samples = try stream.push(buffer[..<count])
    hasSamples = hasSamples || !samples.isEmpty
    return stream.isComplete && samples.isEmpty ? nil : samples
  }
}

/// Why nothing can be listened to.
enum ListeningError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// Samples were to come from a terminal.
  case standardInputIsTerminal
  /// Standard input ended before the first sample, behind so many bytes.
  case nothingCame(bytes: Int)
  /// The system refused to read on; its reason.
  case unreadable(reason: String)

  var description: String {
    switch self {
    case .standardInputIsTerminal:
      "- reads samples from standard input, which is a terminal here. Pipe them in: "
        + "ffmpeg -i film.mkv -f wav - | speech-emotion listen -"
    case .nothingCame(let bytes):
      bytes == 0
        ? "Nothing came through standard input. See that the program before the pipe writes samples: "
          + "ffmpeg -i film.mkv -f wav - | speech-emotion listen -"
        : "Standard input ended after \(bytes) bytes, before its first sample: its header is cut short."
    case .unreadable(let reason):
      "Standard input could not be read: \(reason)."
    }
  }

  var errorDescription: String? { description }
}
