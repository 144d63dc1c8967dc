internal import Foundation

extension ModelBundle {
  /// What is at a path, in words, where that is no bundle; nil where it looks like one.
  static func stranger(at url: URL) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return "nothing" }
    guard isFolder.boolValue else { return "a file" }
    for name in [manifestName, weightsName] {
      let path = url.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
        return "a folder without a file \(name)"
      }
    }
    return nil
  }

  static func requireBundle(at url: URL) throws(ModelBundleError) {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw ModelBundleError(path: url.path, problem: .missing)
    }
    if let found = stranger(at: url) {
      throw ModelBundleError(path: url.path, problem: .notABundle(found: found))
    }
  }

  /// Reads and decodes the manifest of a bundle's folder.
  static func manifest(at url: URL) throws(ModelBundleError) -> ModelManifest {
    let data = try manifestData(at: url)
    func error(_ problem: ModelBundleError.Problem) -> ModelBundleError {
      ModelBundleError(path: url.path, problem: problem)
    }
    do {
      // The version first: a newer format may have another form.
      let version = try JSONDecoder().decode(FormatVersion.self, from: data).formatVersion
      guard (1...ModelManifest.currentFormatVersion).contains(version) else {
        throw error(.formatVersion(found: version, supported: ModelManifest.currentFormatVersion))
      }
      return try JSONDecoder().decode(ModelManifest.self, from: data)
    } catch let known as ModelBundleError {
      throw known
    } catch let decodingError as DecodingError {
      throw error(decodingError.problem)
    } catch let otherError {
      throw error(.manifest(field: "", detail: String(describing: otherError)))
    }
  }

  private static func manifestData(at url: URL) throws(ModelBundleError) -> Data {
    let file = url.appendingPathComponent(manifestName).resolvingSymlinksInPath()
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw ModelBundleError(
          path: url.path, problem: .notABundle(found: "a folder whose \(manifestName) is no regular file"))
      }
      let byteCount = (attributes[.size] as? NSNumber)?.intValue ?? 0
      guard byteCount <= maximumManifestByteCount else {
        throw ModelBundleError(
          path: url.path,
          problem: .manifestTooLarge(byteCount: byteCount, maximum: maximumManifestByteCount))
      }
      return try Data(contentsOf: file)
    } catch let error as ModelBundleError {
      throw error
    } catch {
      throw ModelBundleError(path: url.path, problem: .unreadable(reason: SafeTensors.reason(of: error)))
    }
  }
}

private struct FormatVersion: Decodable {
  let formatVersion: Int

  private enum CodingKeys: String, CodingKey {
    case formatVersion = "format_version"
  }
}

extension DecodingError {
  /// Where in the manifest, and what is wrong there.
  fileprivate var problem: ModelBundleError.Problem {
    switch self {
    case .typeMismatch(_, let context), .dataCorrupted(let context):
      .manifest(field: Self.field(context.codingPath), detail: Self.sentence(context))
    case .valueNotFound(_, let context):
      .manifest(field: Self.field(context.codingPath), detail: "There is null where a value is needed.")
    case .keyNotFound(let key, let context):
      .manifest(
        field: Self.field(context.codingPath), detail: "The property \"\(key.stringValue)\" is missing.")
    @unknown default: .manifest(field: "", detail: String(describing: self))
    }
  }

  private static func field(_ path: [any CodingKey]) -> String {
    path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }

  private static func sentence(_ context: Context) -> String {
    let text = context.debugDescription
    return text.hasSuffix(".") ? text : text + "."
  }
}
