public import Foundation
public import SpeechFeatures

/// What a person's voice is like when it says nothing special: the mean of its features, which a detector takes out of
/// what that person says instead of each recording's own mean.
///
/// A recording's own mean holds the voice, the microphone and the emotion together; a speaker's holds the first two. It
/// serves models that were trained for it (`speaker_normalisation` in their recipe), and the features it was made with.
public struct SpeakerProfile: Codable, Sendable, Equatable {
  /// The version of the form that this program writes, and the newest it reads.
  public static let currentFormatVersion = 1

  /// Least speech that a profile is made of, in seconds.
  public static let minimumSpeechSeconds: Double = 5

  /// Version of the form.
  public var formatVersion: Int

  /// What people call the speaker.
  public var name: String

  /// When it was made.
  public var created: Date

  /// The features that were averaged.
  public var featureRecipe: FeatureRecipe

  /// Mean of each bin before normalisation; shape `[bins of one view]`.
  public var means: [Double]

  /// Speech that was averaged, in seconds.
  public var speechSeconds: Double

  /// Recordings that it came from.
  public var fileCount: Int

  /// Wraps measured means.
  public init(
    name: String, created: Date = Date(), featureRecipe: FeatureRecipe, means: [Double],
    speechSeconds: Double,
    fileCount: Int
  ) {
    formatVersion = Self.currentFormatVersion
    self.name = name
    self.created = Date(timeIntervalSince1970: created.timeIntervalSince1970.rounded(.down))
    self.featureRecipe = featureRecipe
    self.means = means
    self.speechSeconds = speechSeconds
    self.fileCount = fileCount
  }

  private enum CodingKeys: String, CodingKey {
    case name, created, means
    case formatVersion = "format_version"
    case featureRecipe = "feature_recipe"
    case speechSeconds = "speech_seconds"
    case fileCount = "files"
  }
}

extension SpeakerProfile {
  /// Where profiles are kept: `$XDG_DATA_HOME/speech-emotion/speakers`, or the same under `~/.local/share`.
  public static var folder: URL {
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory() + "/.local/share"
    return URL(fileURLWithPath: base, isDirectory: true).appending(path: "speech-emotion/speakers")
  }

  /// The file of a speaker's name.
  ///
  /// - Parameter name: 1 to 60 letters, digits, `-`, `_` or `.`, the first no `.`.
  /// - Returns: A file in ``folder``, there or not.
  /// - Throws: ``SpeakerProfileError/unusableName(_:)``.
  public static func file(named name: String) throws(SpeakerProfileError) -> URL {
    let isUsable = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    guard isUsable, (1...60).contains(name.count), !name.hasPrefix(".") else { throw .unusableName(name) }
    return folder.appending(path: name + ".json")
  }

  /// Names of the profiles in ``folder``, sorted.
  public static func names() -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }
      .sorted()
  }

  /// Reads a profile.
  ///
  /// - Parameter url: The file.
  /// - Throws: ``SpeakerProfileError`` with the path and what was found.
  public init(contentsOf url: URL) throws(SpeakerProfileError) {
    guard let data = FileManager.default.contents(atPath: url.path) else {
      throw .missing(path: url.path, known: Self.names())
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do {
      self = try decoder.decode(SpeakerProfile.self, from: data)
    } catch {
      throw .unreadable(path: url.path)
    }
    guard formatVersion == Self.currentFormatVersion, means.allSatisfy(\.isFinite),
      means.count * featureRecipe.viewCount == featureRecipe.binCount
    else { throw .unreadable(path: url.path) }
  }

  /// Writes the profile; what was there before stays whole until the new one is complete.
  ///
  /// - Parameter url: The file; its folder is made.
  /// - Throws: ``SpeakerProfileError/unwritable(path:reason:)``.
  public func write(to url: URL) throws(SpeakerProfileError) {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try encoder.encode(self).write(to: url, options: .atomic)
    } catch {
      throw .unwritable(path: url.path, reason: error.localizedDescription)
    }
  }
}

/// Why a speaker cannot be enrolled or used.
public enum SpeakerProfileError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// A name that could not be a file's.
  case unusableName(String)
  /// There is no such profile.
  case missing(path: String, known: [String])
  /// The file is no profile.
  case unreadable(path: String)
  /// The system refused to write; its reason.
  case unwritable(path: String, reason: String)
  /// The model has other features than the profile was made with.
  case otherFeatures(speaker: String, model: String)
  /// The model's features leave no room for a speaker's mean.
  case notCentred(model: String)
  /// There is not enough speech in the recordings.
  case tooLittleSpeech(seconds: Double, files: Int)

  /// What was found and what to do.
  public var description: String {
    switch self {
    case .unusableName(let name):
      "\(String(reflecting: String(name.prefix(60)))) cannot be a speaker's name: it takes 1 to 60 letters, digits, -, _ and dots."
    case .missing(let path, let known):
      "There is no speaker at \(path). "
        + (known.isEmpty
          ? "Nobody is enrolled yet: `speech-emotion enroll NAME FILES...` does it."
          : "Enrolled are \(known.prefix(12).joined(separator: ", ")).")
    case .unreadable(let path):
      "\(path) is no speaker's profile, or it is damaged. Enroll the speaker again."
    case .unwritable(let path, let reason):
      "The speaker's profile could not be written to \(path): \(reason). Check permissions and free space."
    case .otherFeatures(let speaker, let model):
      "The speaker \(speaker) was enrolled with other features than those of the model \(model). Enroll the speaker again, "
        + "naming that model with --model."
    case .notCentred(let model):
      "The model \(model) does not take the mean out of each band, so that a speaker's mean is of no use to it. Name "
        + "another model with --model."
    case .tooLittleSpeech(let seconds, let files):
      "There are \((seconds * 10).rounded() / 10) s of speech in \(files == 1 ? "1 file" : "\(files) files"); a profile "
        + "takes \(Int(SpeakerProfile.minimumSpeechSeconds)) s or more of that person speaking as usual. Add recordings."
    }
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
