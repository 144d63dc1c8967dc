import Foundation

/// What ffmpeg says with `-loglevel level+info`: lines that each begin with their weight, as in
/// `[mov @ 0x55d0] [error] moov atom not found`.
struct FFmpegLog {
  /// The demuxer's name, from `Input #0, matroska,webm, from ...`.
  private(set) var container: String?

  /// The first sound track's codec, from `Stream #0:0: Audio: aac (LC), ...`.
  private(set) var encoding: String?

  /// The length that the container declares, in seconds.
  private(set) var duration: Double?

  /// Lines that report damage, without their prefix.
  private(set) var complaints: [String] = []

  private var isAfterInput = false

  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) { read(String(line)) }
  }

  /// Whether the complaints are those of a file that was cut.
  var tellsOfEarlyEnd: Bool {
    let signs = ["partial file", "ended prematurely", "corrupt input packet", "buffer exhausted", "truncat"]
    return complaints.contains { complaint in signs.contains { complaint.lowercased().contains($0) } }
  }

  /// The error for an ffmpeg that gave nothing.
  func failure(
    path: String, container: Container?, exitStatus: Int32, nativeComplaint: String?
  ) -> AudioError {
    if complaints.contains(where: { $0.contains("matches no streams") }) {
      return self.container == nil && container == nil ? .notAudio(path: path) : .noChannels(path: path)
    }
    let isUnreadable = complaints.contains {
      $0.contains("Invalid data found") || $0.contains("not on whitelist") || $0.contains("Invalid argument")
        || $0.contains("End of file")
    }
    if let container {
      guard isUnreadable || nativeComplaint != nil else {
        return .ffmpegFailed(path: path, exitStatus: exitStatus, message: complaints.first ?? "")
      }
      let detail = nativeComplaint ?? complaints.first.map { "ffmpeg: \($0)" } ?? "no samples"
      return .damaged(path: path, container: container.rawValue, detail: detail)
    }
    if isUnreadable { return .notAudio(path: path) }
    return .ffmpegFailed(path: path, exitStatus: exitStatus, message: complaints.first ?? "")
  }

  private mutating func read(_ line: String) {
    for weight in ["[error] ", "[fatal] ", "[panic] "] {
      if let range = line.range(of: weight) {
        complaints.append(String(line[range.upperBound...]))
        return
      }
    }
    if let range = line.range(of: "[warning] ") {
      let text = line[range.upperBound...]
      if text.contains("corrupt input packet") { complaints.append(String(text)) }
      return
    }
    guard let range = line.range(of: "[info] ") else { return }
    let text = line[range.upperBound...].drop { $0 == " " }
    if text.hasPrefix("Input #0, ") {
      isAfterInput = true
      container = String(text.dropFirst(10).prefix { $0 != "," && $0 != " " })
    } else if text.hasPrefix("Output #0") {
      isAfterInput = false
    } else if isAfterInput, duration == nil, text.hasPrefix("Duration: ") {
      duration = Self.seconds(text.dropFirst(10).prefix { $0 != "," })
    } else if isAfterInput, encoding == nil, text.hasPrefix("Stream #0"),
      let range = text.range(of: "Audio: ")
    {
      encoding = Self.codec(text[range.upperBound...])
    }
  }

  /// `00:01:02.50` in seconds; nil for `N/A`.
  private static func seconds(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":").map { Double($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2] else {
      return nil
    }
    let total = hours * 3600 + minutes * 60 + seconds
    return total.isFinite && total > 0 && total < 1e9 ? total : nil
  }

  /// `aac (LC) (mp4a / 0x6134706D), 44100 Hz, ...` without the tag and the rest.
  private static func codec(_ text: Substring) -> String {
    var name = text.prefix { $0 != "," }
    if let tag = name.range(of: " (", options: .backwards), name[tag.lowerBound...].contains("/") {
      name = name[..<tag.lowerBound]
    }
    return String(name)
  }
}
