public import Foundation

/// Draws SVG pictures as PNG files, twice as large, with the program `rsvg-convert` (librsvg).
public struct PictureConverter: Sendable {
  private let program: URL

  /// Looks for the program.
  ///
  /// - Parameter searchPath: The value of `PATH`.
  /// - Throws: ``PictureConversionError/noProgram``.
  public init(
    searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
  ) throws(PictureConversionError) {
    let folders = (searchPath ?? "").split(separator: ":")
    let candidates = folders.map { URL(fileURLWithPath: String($0)).appending(path: "rsvg-convert") }
    guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { throw .noProgram }
    self.program = program
  }

  /// Draws a picture; a file that was there is replaced once the new one is complete.
  ///
  /// - Parameters:
  ///   - svg: One SVG document.
  ///   - url: The PNG file.
  /// - Throws: ``PictureConversionError/failed(path:reason:)``.
  public func writePNG(of svg: Data, to url: URL) throws(PictureConversionError) {
    let name = ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
    let folder = url.deletingLastPathComponent()
    let (source, unfinished) = (folder.appending(path: name + ".svg"), folder.appending(path: name + ".png"))
    defer {
      try? FileManager.default.removeItem(at: source)
      try? FileManager.default.removeItem(at: unfinished)
    }
    do {
      try svg.write(to: source)
      let process = Process()
      let complaints = Pipe()
      process.executableURL = program
      process.arguments = ["--zoom", "2", "--output", unfinished.path, source.path]
      process.standardInput = FileHandle.nullDevice
      process.standardError = complaints
      try process.run()
      let said = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw PictureConversionError.failed(
          path: url.path, reason: said.split(separator: "\n").last.map { "\($0)" } ?? "")
      }
      guard rename(unfinished.path, url.path) == 0 else {
        throw PictureConversionError.failed(path: url.path, reason: String(cString: strerror(errno)))
      }
    } catch let error as PictureConversionError {
      throw error
    } catch {
      throw .failed(path: url.path, reason: error.localizedDescription)
    }
  }
}

/// Why there is no PNG picture.
public enum PictureConversionError: Error, Sendable, Equatable, LocalizedError, CustomStringConvertible {
  /// `rsvg-convert` is not installed.
  case noProgram
  /// The program or the system refused.
  case failed(path: String, reason: String)

  /// What was found, and what to do.
  public var description: String {
    switch self {
    case .noProgram:
      "PNG pictures are drawn by rsvg-convert, which is not on PATH. Install it (Debian's librsvg2-bin), or name an .svg file."
    case .failed(let path, let reason):
      "\(path) could not be drawn\(reason.isEmpty ? "" : ": \(reason)"). Check that its folder exists, can be written to and has "
        + "room, or name an .svg file."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
