import Foundation
import SpeechAudio
import TerminalInterface

/// Where a recording goes, and whether it may.
struct RecordingTarget {
  /// The file.
  let path: String
  /// Whether a file that is there may be replaced.
  let isReplacing: Bool

  /// Settles a name; asks on a terminal where a file of that name is there.
  ///
  /// - Parameters:
  ///   - path: What the user said; nil for a name with the time of day in the current folder.
  ///   - overwrite: Whether the user said that a file may be replaced.
  ///   - time: The time for a name, in seconds since 1970.
  /// - Throws: ``RecordingError``.
  init(_ path: String?, overwrite: Bool, time: time_t = Foundation.time(nil)) throws {
    guard let path else {
      self.path = Self.freeName(time: time)
      isReplacing = false
      return
    }
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      isReplacing = overwrite
      return
    }
    guard !FolderWalk.isFolder(path) else { throw RecordingError.isFolder(path: path) }
    isReplacing = overwrite || Self.mayReplace(path)
    guard isReplacing else { throw RecordingError.exists(path: path) }
  }

  /// Asks, where there is somebody to ask.
  private static func mayReplace(_ path: String) -> Bool {
    guard isatty(0) == 1, isatty(2) == 1 else { return false }
    Output.writeError("\(path.printable) is there already. Replace it? [y/N] ")
    return ["y", "yes"].contains((readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased())
  }

  /// `recording-2026-01-31-142501.wav`, or with a number behind it where that is taken.
  static func freeName(time: time_t) -> String {
    var time = time
    var parts = tm()
    localtime_r(&time, &parts)
    let date = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map { twoDigits(Int($0)) }
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { twoDigits(Int($0)) }
    let name = "recording-\(date.joined(separator: "-"))-\(clock.joined())"
    let names = ["\(name).wav"] + (2...99).map { "\(name)-\($0).wav" }
    return names.first { !FileManager.default.fileExists(atPath: $0) } ?? names[0]
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// Why nothing was recorded, where the device is not the reason.
enum RecordingError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// A file of that name is there.
  case exists(path: String)
  /// A folder of that name is there.
  case isFolder(path: String)
  /// The microphone was open, and the recording ended before its first sample.
  case nothingRecorded(device: String)

  var description: String {
    switch self {
    case .exists(let path):
      "\(path) is there already, and nothing was recorded. Give --overwrite to replace it, or another name."
    case .isFolder(let path):
      "\(path) is a folder. Name a file in it: \(path.hasSuffix("/") ? path : path + "/")voice.wav"
    case .nothingRecorded(let device):
      "Nothing was recorded: it ended before \(device) had given a sample."
    }
  }

  var errorDescription: String? { description }
}
