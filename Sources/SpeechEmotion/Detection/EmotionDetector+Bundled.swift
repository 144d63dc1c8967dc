internal import Foundation

extension EmotionDetector {
  /// The name of the model that comes with the program.
  static let bundledModelName = "default.emotionmodel"

  /// Loads the model that comes with the program.
  ///
  /// It lies in the folder `speech-emotion_SpeechEmotion.resources` beside the executable, where the build puts it
  /// and where it stays when both are moved together; an executable that is reached through a symbolic link counts too.
  ///
  /// - Parameters:
  ///   - gate: Whether audio without speech is refused.
  ///   - precision: How exact the factors of the network's products are.
  /// - Returns: The detector.
  /// - Throws: ``DetectionError/noBundledModel(searched:)``, or ``ModelBundleError`` where the model is damaged.
  public static func bundled(
    gate: SpeechGate = .on, precision: NetworkPrecision = .single
  ) throws -> EmotionDetector {
    try bundled(in: resourceFolders(), gate: gate, precision: precision)
  }

  static func bundled(
    in folders: [URL], gate: SpeechGate = .on, precision: NetworkPrecision = .single
  ) throws -> EmotionDetector {
    for folder in folders {
      let url = folder.appendingPathComponent("Models").appendingPathComponent(bundledModelName)
      if FileManager.default.fileExists(atPath: url.path) {
        return try EmotionDetector(contentsOf: url, gate: gate, precision: precision)
      }
    }
    throw DetectionError.noBundledModel(searched: folders.map(\.path))
  }

  /// Where the build's resource folder may be. `Bundle.module` would stop the program where it is in none of them.
  private static func resourceFolders() -> [URL] {
    let executable = Foundation.Bundle.main.executableURL
    let parents = [
      executable?.deletingLastPathComponent(),
      executable?.resolvingSymlinksInPath().deletingLastPathComponent(),
      Foundation.Bundle.main.bundleURL,
    ]
    var seen: Set<String> = []
    return parents.compactMap { $0 }.map {
      $0.appendingPathComponent("speech-emotion_SpeechEmotion.resources")
    }
    .filter { seen.insert($0.standardizedFileURL.path).inserted }
  }
}
