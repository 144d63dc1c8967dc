import Foundation

/// Why a folder cannot be watched.
enum WatchError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// There is no folder at the path.
  case notAFolder(path: String)
  /// Somebody else holds the journal.
  case watchedAlready(folder: String, journal: String)
  /// A file that grows with the answers could not be opened or written.
  case unusable(path: String, what: String, reason: String)
  /// The file is not one that this program appends to.
  case foreign(path: String, what: String, found: String)

  var description: String {
    switch self {
    case .notAFolder(let path):
      "There is no folder at \(path) to watch. Make it first, or check the name."
    case .watchedAlready(let folder, let journal):
      "Another process watches \(folder) already: it holds the journal \(journal). Stop that one, or give this one a "
        + "journal of its own with --journal."
    case .unusable(let path, let what, let reason):
      "The \(what) \(path) cannot be written: \(reason). Check that its folder exists and can be written to, or "
        + "name another place."
    case .foreign(let path, let what, let found):
      "\(path) is not a \(what) that could be continued: it begins with \(found). Name another file."
    }
  }

  var errorDescription: String? { description }
}
