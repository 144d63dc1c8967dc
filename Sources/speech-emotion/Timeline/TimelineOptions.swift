import ArgumentParser
import EmotionEvaluation
import Foundation
import SpeechEmotion

/// Options of `predict --timeline`.
struct TimelineOptions: ParsableArguments {
  @Flag(name: .long, help: "Follow the emotion through each recording: stretches with their times.")
  var timeline = false

  @Flag(exclusivity: .exclusive)
  var timelineFormat: TimelineFormat?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Draw waveform, spectrogram and emotions into this file, .svg or .png; a folder where there are several inputs.",
      valueName: "path"))
  var picture: String?

  @Option(
    name: .long, help: ArgumentHelp("Seconds that are heard together, 0.5 to 15.", valueName: "seconds"))
  var window: Double?

  @Option(
    name: .long,
    help: ArgumentHelp("Seconds from one window to the next, 0.1 to 5.", valueName: "seconds"))
  var step: Double?

  func validate() throws {
    if let window, !(0.5...15).contains(window) {
      throw ValidationError("--window is a number of seconds from 0.5 to 15, not \(window).")
    }
    if let step, !(0.1...5).contains(step) {
      throw ValidationError("--step is a number of seconds from 0.1 to 5, not \(step).")
    }
    guard !timeline else { return }
    let given = [
      timelineFormat.map { "--\($0.rawValue)" }, picture.map { _ in "--picture" },
      window.map { _ in "--window" },
      step.map { _ in "--step" },
    ].compactMap { $0 }
    if let first = given.first { throw ValidationError("\(first) is about timelines: add --timeline.") }
  }

  /// How to make the timelines.
  var settings: TimelineSettings {
    var settings = TimelineSettings()
    if let window { settings.windowDuration = window }
    if let step { settings.stepDuration = step }
    return settings
  }

  /// Where the pictures of inputs go.
  ///
  /// - Parameter paths: The inputs.
  /// - Returns: An `.svg` or `.png` file for each input, all of different names; none where none are wanted.
  /// - Throws: Before anything is heard: where several inputs would be drawn into one file, the name says no form, there is no
  ///   folder for it, or no program that draws PNG files.
  func pictureURLs(for paths: [String]) throws -> [URL] {
    guard let picture else { return [] }
    let url = URL(fileURLWithPath: picture)
    if FolderWalk.isFolder(picture) || picture.hasSuffix("/") {
      do {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      } catch {
        throw WholeFileError(path: picture, reason: "the folder could not be made")
      }
      var taken: Set<String> = []
      return paths.map { path in
        let name =
          path == "-"
          ? "standard-input" : String(path.replacing("/", with: "_").drop { $0 == "." || $0 == "_" })
        // Two paths can come to one name.
        let free = (1...).lazy.map { $0 == 1 ? name : "\(name)-\($0)" }.first { taken.insert($0).inserted }
        return url.appending(path: (free ?? name) + ".svg")
      }
    }
    guard ["svg", "png"].contains(url.pathExtension.lowercased()) else {
      throw ValidationError(
        "--picture \(picture): a picture is a .svg or a .png file, or a folder that is there (or ends in a slash)."
      )
    }
    guard paths.count == 1 else {
      throw ValidationError(
        "--picture \(picture) is one file for several inputs: name a folder, such as pictures/.")
    }
    guard FolderWalk.isFolder(url.deletingLastPathComponent().path) else {
      throw WholeFileError(path: picture, reason: "its folder does not exist")
    }
    if url.pathExtension.lowercased() == "png" { _ = try PictureConverter() }
    return [url]
  }
}

/// Forms of a timeline beside the table, JSON and CSV.
enum TimelineFormat: String, EnumerableFlag {
  case rttm
  case vtt

  static func help(for value: TimelineFormat) -> ArgumentHelp? {
    switch value {
    case .rttm: "With --timeline: print RTTM lines, as tools for speaker diarization read."
    case .vtt: "With --timeline: print WebVTT, which a video player shows as subtitles; one input."
    }
  }
}
