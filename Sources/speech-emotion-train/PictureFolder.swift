import EmotionEvaluation
import Foundation
import TerminalInterface

/// The pictures of a report as files: SVG, and PNG where a program is there that draws them.
struct PictureFolder {
  private let url: URL

  /// - Parameter folder: The cross-validation's folder; pictures come into `pictures` in it.
  init(_ folder: URL) { url = folder.appending(path: "pictures", directoryHint: .isDirectory) }

  func write(_ pictures: ReportPictures) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for picture in pictures.pictures {
      try Data(picture.svg.utf8).write(to: file(picture.name, "svg"), options: .atomic)
    }
    guard let converter = Self.converter else {
      Diagnostics.note(
        "Wrote \(pictures.pictures.count) SVG files to \(url.path). For PNG files, install rsvg-convert (Debian's "
          + "librsvg2-bin) and call again with --resume.")
      return
    }
    for picture in pictures.pictures {
      // Beside, then renamed: an interrupted conversion leaves no half picture under the final name.
      let unfinished = file(".\(picture.name)", "png")
      let process = Process()
      process.executableURL = converter
      process.arguments = [
        "--zoom", "2", "--output", unfinished.path, file(picture.name, "svg").path,
      ]
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        Diagnostics.warning("\(converter.path) could not draw \(file(picture.name, "svg").path).")
        continue
      }
      let target = file(picture.name, "png")
      if FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.removeItem(at: target)
      }
      try FileManager.default.moveItem(at: unfinished, to: target)
    }
    Diagnostics.note("Wrote \(pictures.pictures.count) pictures to \(url.path), as SVG and as PNG.")
  }

  private func file(_ name: String, _ suffix: String) -> URL { url.appending(path: "\(name).\(suffix)") }

  private static var converter: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(fileURLWithPath: String($0)).appending(path: "rsvg-convert") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
