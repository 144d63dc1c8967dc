import Foundation
import SpeechAudio

/// One thing to answer: a file, the bytes on standard input, or something that cannot be answered.
struct PredictionInput: Sendable {
  /// What is behind the path.
  enum Source: Sendable {
    case file(URL)
    case standardInput
    case unanswerable(InputError)
  }

  /// The path as it is printed.
  let path: String
  /// What is behind it.
  let source: Source

  /// Opens up arguments: a folder becomes the audio files in it, sorted by path; everything else stays itself.
  ///
  /// - Parameter arguments: Files, folders, `-`.
  /// - Returns: Inputs in the order of the arguments, at least one for each.
  static func expand(_ arguments: [String]) -> [PredictionInput] {
    arguments.flatMap { argument in
      if argument == "-" { return [PredictionInput(path: argument, source: .standardInput)] }
      guard FolderWalk.isFolder(argument) else { return [file(argument)] }
      let walk = FolderWalk(folder: argument)
      let files = walk.files.map { file($0) }
      let unreadable = walk.unreadableFolders.map { folder in
        PredictionInput(
          path: folder.path,
          source: .unanswerable(.unreadableFolder(path: folder.path, reason: folder.reason)))
      }
      let inputs = (files + unreadable).sorted { $0.path < $1.path }
      guard inputs.isEmpty else { return inputs }
      return [PredictionInput(path: argument, source: .unanswerable(.nothingInFolder(path: argument)))]
    }
  }

  private static func file(_ path: String) -> PredictionInput {
    PredictionInput(path: path, source: .file(URL(fileURLWithPath: path)))
  }
}

/// Why an input was not even begun.
enum InputError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// The folder has no audio file, at any depth.
  case nothingInFolder(path: String)
  /// The folder may not be listed.
  case unreadableFolder(path: String, reason: String)
  /// Bytes were to come from a terminal.
  case standardInputIsTerminal
  /// Ctrl-C came first.
  case interrupted

  var description: String {
    switch self {
    case .nothingInFolder(let path):
      "The folder \(path) holds no audio file. Files are chosen by extension (wav, flac, mp3, m4a, ogg, opus and "
        + "more); name a file itself to read it whatever it is called."
    case .unreadableFolder(let path, let reason):
      "The folder \(path) could not be listed: \(reason). Check its permissions."
    case .standardInputIsTerminal:
      "- reads audio from standard input, which is a terminal here. Pipe a file in: "
        + "speech-emotion predict - < voice.wav"
    case .interrupted:
      "Not read: the run was interrupted."
    }
  }

  var errorDescription: String? { description }
}
