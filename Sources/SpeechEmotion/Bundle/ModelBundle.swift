public import Foundation
internal import SpeechFeatures

/// A model: its manifest and its weights, known to fit each other.
///
/// On disk it is a folder `NAME.emotionmodel` that holds `manifest.json` and `weights.safetensors`, and nothing
/// else is needed for a prediction. Reading one runs no code from it, and checks every size before memory is taken.
public struct ModelBundle: Sendable, Equatable {
  /// What the folder's name ends in.
  public static let fileExtension = "emotionmodel"

  static let manifestName = "manifest.json"
  static let weightsName = "weights.safetensors"

  /// Longest manifest that is read, in bytes.
  static let maximumManifestByteCount = 8 << 20

  /// Everything but the weights.
  public let manifest: ModelManifest

  /// The network's numbers.
  public let weights: WeightStore

  /// Puts a manifest and weights together.
  ///
  /// - Parameters:
  ///   - manifest: Everything but the weights.
  ///   - weights: Exactly the parameters that the manifest's network needs.
  /// - Throws: ``ModelBundleError`` where they do not fit each other.
  public init(manifest: ModelManifest, weights: WeightStore) throws(ModelBundleError) {
    let path = manifest.name
    let parameters = try Self.validate(manifest, path: path)
    try Self.validate(weights, parameters: parameters, path: path)
    self.manifest = manifest
    self.weights = weights
  }

  /// Reads a bundle.
  ///
  /// - Parameter url: The bundle's folder.
  /// - Throws: ``ModelBundleError`` with the path, what was found, and what to do.
  public init(contentsOf url: URL) throws(ModelBundleError) {
    let path = url.path
    try Self.requireBundle(at: url)
    manifest = try Self.manifest(at: url)
    let parameters = try Self.validate(manifest, path: path)
    // Both terms are bounded; a larger file cannot be these weights.
    let byteCount = 4 * parameters.reduce(0) { $0 + $1.count } + SafeTensors.maximumHeaderLength
    do {
      weights = try SafeTensors.read(
        contentsOf: url.appendingPathComponent(Self.weightsName), maximumByteCount: byteCount)
    } catch {
      throw ModelBundleError(path: path, problem: .weightsFile(error))
    }
    try Self.validate(weights, parameters: parameters, path: path)
  }

  /// Checks what a manifest says against itself.
  ///
  /// - Returns: The parameters that the weights must have.
  private static func validate(
    _ manifest: ModelManifest, path: String
  ) throws(ModelBundleError) -> [ParameterShape] {
    func error(_ problem: ModelBundleError.Problem) -> ModelBundleError {
      ModelBundleError(path: path, problem: problem)
    }
    guard (1...ModelManifest.currentFormatVersion).contains(manifest.formatVersion) else {
      throw error(
        .formatVersion(found: manifest.formatVersion, supported: ModelManifest.currentFormatVersion))
    }
    let outputSize: Int
    let parameters: [ParameterShape]
    do throws(NetworkSpecError) {
      outputSize = try manifest.networkSpec.outputSize
      parameters = try manifest.networkSpec.parameterShapes()
    } catch let specError {
      throw error(.network(specError))
    }
    if let outputs = manifest.outputs {
      guard outputs.count == outputSize else {
        throw error(.labelCount(found: outputs.count, outputs: outputSize))
      }
      if let output = outputs.first(where: { !OutputClass.weights.contains($0.weight ?? 1) }) {
        throw error(.outputWeight(output.weight ?? 1, output: output.name))
      }
      let targets = Set(outputs.compactMap(\.label))
      let unknown = targets.sorted().first { !manifest.labels.names.contains($0) }
      let unreached = manifest.labels.names.first { !targets.contains($0) }
      if let label = unknown ?? unreached { throw error(.outputLabel(label, isUnknown: unknown != nil)) }
    } else {
      guard manifest.labels.count == outputSize else {
        throw error(.labelCount(found: manifest.labels.count, outputs: outputSize))
      }
    }
    guard manifest.featureRecipe.binCount == manifest.networkSpec.inputSize else {
      throw error(
        .binCount(features: manifest.featureRecipe.binCount, inputs: manifest.networkSpec.inputSize))
    }
    guard Calibration.temperatures.contains(manifest.calibration.temperature) else {
      throw error(.temperature(manifest.calibration.temperature))
    }
    let count = manifest.memberCount
    guard ModelManifest.memberCounts.contains(count), parameters.totalCount <= Self.maximumCount / count
    else {
      throw error(.memberCount(found: count, maximum: ModelManifest.memberCounts.upperBound))
    }
    return (0..<count).flatMap { member in
      parameters.map { $0.prefixed(ModelManifest.weightPrefix(ofMember: member)) }
    }
  }

  /// Most numbers in the weights of all members together.
  private static let maximumCount = NetworkSpec.maximumParameterCount

  private static func validate(
    _ weights: WeightStore, parameters: [ParameterShape], path: String
  ) throws(ModelBundleError) {
    do {
      try weights.validate(against: parameters)
    } catch {
      throw ModelBundleError(path: path, problem: .weights(error))
    }
  }
}

extension [ParameterShape] {
  fileprivate var totalCount: Int { reduce(0) { $0 + $1.count } }
}

extension ParameterShape {
  fileprivate func prefixed(_ prefix: String) -> ParameterShape {
    ParameterShape(name: prefix + name, shape: shape, isTrainable: isTrainable)
  }
}

extension ModelBundle {
  /// The weights of one of the model's networks, by the names that its layers give them.
  ///
  /// - Parameter member: From 0 to below the manifest's member count.
  /// - Returns: Exactly the parameters that the network needs.
  public func weights(ofMember member: Int) -> WeightStore {
    guard manifest.memberCount > 1 else { return weights }
    let prefix = ModelManifest.weightPrefix(ofMember: member)
    return WeightStore(
      weights.tensors.compactMap { tensor in
        let isOwn = member == 0 ? !tensor.name.hasPrefix("members.") : tensor.name.hasPrefix(prefix)
        guard isOwn else { return nil }
        return NamedTensor(
          name: String(tensor.name.dropFirst(prefix.count)), shape: tensor.shape, values: tensor.values)
      })
  }

  /// Weights of several networks under the names that a bundle keeps them by.
  ///
  /// - Parameter members: Weights of each network.
  /// - Returns: All of them.
  public static func joined(_ members: [WeightStore]) -> WeightStore {
    WeightStore(
      members.enumerated().flatMap { member, weights in
        weights.tensors.map { tensor in
          NamedTensor(
            name: ModelManifest.weightPrefix(ofMember: member) + tensor.name, shape: tensor.shape,
            values: tensor.values)
        }
      })
  }
}
