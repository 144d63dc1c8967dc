public import Foundation
import SpeechEmotion
import TorchTensor

/// A run on disk: one safetensors file whose metadata hold the state, replaced by renaming.
struct TrainingCheckpoint {
  let file: URL

  var exists: Bool { FileManager.default.fileExists(atPath: file.path) }

  func save(_ trainer: Trainer) throws {
    var store = WeightStore()
    func put(_ prefix: String, _ name: String, _ tensor: Tensor) throws {
      store.insert(NamedTensor(name: "\(prefix)/\(name)", shape: tensor.shape, values: try tensor.floats()))
    }
    for (name, tensor) in trainer.members { try put("network", name, tensor) }
    for (member, tensor) in zip(trainer.members, trainer.average) {
      try put("average", member.name, tensor)
    }
    for (name, tensor) in trainer.optimizer.state { try put("optimizer", name, tensor) }
    for tensor in trainer.best?.tensors ?? [] {
      store.insert(NamedTensor(name: "best/\(tensor.name)", shape: tensor.shape, values: tensor.values))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .init()
    let state = try encoder.encode(trainer.state)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try SafeTensors.write(store, to: file, metadata: ["state": String(decoding: state, as: UTF8.self)])
  }

  func restore(_ trainer: Trainer) throws {
    let data = try Data(contentsOf: file, options: .mappedIfSafe)
    let store = try SafeTensors.read(data)
    let metadata = try SafeTensors.metadata(of: data)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .init()
    guard let text = metadata["state"],
      let state = try? decoder.decode(TrainingState.self, from: Data(text.utf8))
    else { throw CheckpointError(path: file.path, problem: .notACheckpoint) }
    guard state.run == trainer.state.run else { throw CheckpointError(path: file.path, problem: .anotherRun) }
    func take(_ prefix: String) -> [String: NamedTensor] {
      var found: [String: NamedTensor] = [:]
      for tensor in store.tensors where tensor.name.hasPrefix(prefix + "/") {
        found[String(tensor.name.dropFirst(prefix.count + 1))] = tensor
      }
      return found
    }
    func copy(_ prefix: String, into tensors: [(name: String, tensor: Tensor)]) throws {
      let saved = take(prefix)
      for (name, tensor) in tensors {
        guard let values = saved[name], values.shape == tensor.shape else {
          throw CheckpointError(path: file.path, problem: .missingTensor(name: "\(prefix)/\(name)"))
        }
        try tensor.copyInPlace(values.values)
      }
    }
    try copy("network", into: trainer.members)
    try copy("average", into: zip(trainer.members, trainer.average).map { ($0.name, $1) })
    try trainer.optimizer.restore(
      take("optimizer").mapValues { ($0.shape, $0.values) }, stepCount: state.totalStep)
    let best = take("best")
    if !best.isEmpty {
      trainer.best = WeightStore(best.map { NamedTensor(name: $0, shape: $1.shape, values: $1.values) })
    }
    trainer.state = state
  }
}

extension JSONEncoder.NonConformingFloatEncodingStrategy {
  fileprivate init() {
    self = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  }
}

extension JSONDecoder.NonConformingFloatDecodingStrategy {
  fileprivate init() {
    self = .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  }
}

/// Why a checkpoint cannot be taken up.
public struct CheckpointError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The file holds no training state.
    case notACheckpoint
    /// It was made by another recipe, seed or set of clips.
    case anotherRun
    /// A tensor is missing or has another shape.
    case missingTensor(name: String)
  }

  /// The file.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem

  /// What was found and what to do.
  public var description: String {
    let finding =
      switch problem {
      case .notACheckpoint: "it holds no training state"
      case .anotherRun: "it belongs to a run with another recipe, other clips or another seed"
      case .missingTensor(let name): "the tensor \(name) is missing or has another shape"
      }
    return "The run cannot be resumed from \(path): \(finding). Give the options of the run that made it, or "
      + "begin a new one in another place or with --overwrite."
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
