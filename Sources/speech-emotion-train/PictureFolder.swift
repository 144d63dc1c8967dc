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
    guard let converter = try? PictureConverter() else {
      Diagnostics.note(
        "Wrote \(pictures.pictures.count) SVG files to \(url.path). For PNG files, install rsvg-convert (Debian's "
          + "librsvg2-bin) and call again with --resume.")
      return
    }
    for picture in pictures.pictures {
      do {
        try converter.writePNG(of: Data(picture.svg.utf8), to: file(picture.name, "png"))
      } catch {
        Diagnostics.warning("\(error)")
      }
    }
    Diagnostics.note("Wrote \(pictures.pictures.count) pictures to \(url.path), as SVG and as PNG.")
  }

  private func file(_ name: String, _ suffix: String) -> URL { url.appending(path: "\(name).\(suffix)") }
}
