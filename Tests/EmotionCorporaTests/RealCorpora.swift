import Foundation
import Testing

/// The corpora that lie beside the checkout, or where `SPEECH_EMOTION_CORPORA` says.
enum RealCorpora {
  static let url: URL? = {
    if let path = ProcessInfo.processInfo.environment["SPEECH_EMOTION_CORPORA"] {
      return URL(fileURLWithPath: path)
    }
    let checkout = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let beside = checkout.deletingLastPathComponent().appendingPathComponent("shared/corpora")
    return FileManager.default.fileExists(atPath: beside.path) ? beside : nil
  }()

  static let areAbsent: Comment =
    "no corpora: put them at ../shared/corpora or name their folder in SPEECH_EMOTION_CORPORA"

  static func folder(_ name: String) throws -> URL {
    try #require(url).appendingPathComponent(name)
  }
}
