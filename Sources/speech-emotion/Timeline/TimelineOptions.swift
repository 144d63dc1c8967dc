import ArgumentParser
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

  /// Where the picture of an input goes; nil where none is wanted.
  ///
  /// - Parameters:
  ///   - path: The input.
  ///   - isOnly: Whether there is no other input.
  /// - Throws: Where several inputs would be drawn into one file, or the name says no form.
  func pictureURL(for path: String, isOnly: Bool) throws -> URL? {
    guard let picture else { return nil }
    let url = URL(fileURLWithPath: picture)
    let isFolder = FolderWalk.isFolder(picture) || picture.hasSuffix("/")
    if isFolder {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      let name =
        path == "-" ? "standard-input" : path.replacing("/", with: "_").drop { $0 == "." || $0 == "_" }
      return url.appending(path: name + ".svg")
    }
    guard ["svg", "png"].contains(url.pathExtension.lowercased()) else {
      throw ValidationError(
        "--picture \(picture): a picture is a .svg or a .png file, or a folder that is there (or ends in a slash)."
      )
    }
    guard isOnly else {
      throw ValidationError(
        "--picture \(picture) is one file for several inputs: name a folder, such as pictures/.")
    }
    return url
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
