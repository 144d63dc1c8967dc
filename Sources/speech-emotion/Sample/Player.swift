import Foundation
import SpeechAudio
import TerminalInterface

/// A program that plays audio files.
struct Player {
  private let program: String
  private let arguments: [String]

  /// The first player that is installed.
  ///
  /// - Parameter searchPath: The value of `PATH`.
  init?(searchPath: String?) {
    let known: [(name: String, arguments: [String])] = [
      ("paplay", []), ("aplay", ["-q"]), ("ffplay", ["-nodisp", "-autoexit", "-loglevel", "error"]),
    ]
    for (name, arguments) in known {
      guard let path = ExecutableSearch.first([name], searchPath: searchPath) else { continue }
      self.program = path
      self.arguments = arguments
      return
    }
    return nil
  }

  /// Plays to the end. The audio goes through a WAV file of its own, because `aplay` takes every other format for
  /// raw samples.
  ///
  /// - Parameter waveform: What to play.
  /// - Throws: ``PlayerError`` where the player did not do it.
  func play(_ waveform: Waveform) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("speech-emotion-\(UUID().uuidString).wav")
    defer { try? FileManager.default.removeItem(at: url) }
    try waveform.write(to: url)

    let process = Process()
    let complaints = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments + [url.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = complaints
    try process.run()
    let said = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
      throw PlayerError(program: program, complaint: lines.last.map { String($0) } ?? "")
    }
  }
}

/// A player did not play.
struct PlayerError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The player.
  let program: String
  /// Its last words.
  let complaint: String

  var description: String {
    "\(program) could not play" + (complaint.isEmpty ? "" : " (\(complaint))")
      + ". Check that this machine has a sound device."
  }

  var errorDescription: String? { description }
}
