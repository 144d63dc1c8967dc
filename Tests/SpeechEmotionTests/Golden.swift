import Foundation
import SpeechEmotion
import SpeechFeatures
import Testing

/// The networks that PyTorch computed for us, see Golden/make_golden.py.
enum Golden {
  static func url(_ name: String) throws -> URL {
    try #require(Bundle.module.url(forResource: "Golden/" + name, withExtension: nil))
  }

  /// One network with its weights and, for several lengths, input and expected logits.
  struct Network {
    let name: String
    let spec: NetworkSpec
    let weights: WeightStore
    let examples: [(features: FeatureMatrix, logits: [Float])]
  }

  static func networks() throws -> [Network] {
    let specs = try JSONDecoder().decode(
      [String: NetworkSpec].self, from: try Data(contentsOf: url("networks.json")))
    let store = try SafeTensors.read(contentsOf: url("networks.safetensors"))
    return try specs.sorted { $0.key < $1.key }.map { name, spec in
      let prefix = name + "/weights/"
      let weights = store.tensors.filter { $0.name.hasPrefix(prefix) }.map {
        NamedTensor(name: String($0.name.dropFirst(prefix.count)), shape: $0.shape, values: $0.values)
      }
      let examples = try store.tensors.filter { $0.name.hasPrefix(name + "/logits/") }.map { logits in
        let frames = try #require(Int(logits.name.split(separator: "/").last ?? ""))
        let input = try #require(store["input/\(frames)"])
        return (
          FeatureMatrix(values: input.values, frameCount: frames, binCount: spec.inputSize), logits.values
        )
      }
      return Network(name: name, spec: spec, weights: WeightStore(weights), examples: examples)
    }
  }
}
