public import Foundation

extension ModelBundle {
  /// Writes the bundle; an older bundle at that place stays whole until the new one is complete.
  ///
  /// - Parameter url: The bundle's folder, by custom ending in `.emotionmodel`. What is there must be a bundle.
  /// - Throws: ``ModelBundleError`` where there is something else, or the system refuses.
  public func write(to url: URL) throws(ModelBundleError) {
    let exists = FileManager.default.fileExists(atPath: url.path)
    if exists, let found = Self.stranger(at: url) {
      throw ModelBundleError(path: url.path, problem: .wouldReplace(found: found))
    }
    let folder = url.deletingLastPathComponent()
    let stem = ".\(url.lastPathComponent).\(UUID().uuidString)"
    let sibling = folder.appendingPathComponent(stem + ".new")
    let outgoing = folder.appendingPathComponent(stem + ".old")
    let files = FileManager.default
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try files.createDirectory(at: sibling, withIntermediateDirectories: false)
      defer { try? files.removeItem(at: sibling) }  // finds nothing once it has been renamed
      try manifest.jsonData().write(to: sibling.appendingPathComponent(Self.manifestName))
      try SafeTensors.data(weights).write(to: sibling.appendingPathComponent(Self.weightsName))
      // A folder cannot be renamed onto one that holds something, so the old one steps aside first.
      if exists { try files.moveItem(at: url, to: outgoing) }
      do {
        try files.moveItem(at: sibling, to: url)
      } catch {
        if exists { try? files.moveItem(at: outgoing, to: url) }
        throw error
      }
      if exists { try? files.removeItem(at: outgoing) }
    } catch {
      throw ModelBundleError(path: url.path, problem: .unwritable(reason: SafeTensors.reason(of: error)))
    }
  }
}
