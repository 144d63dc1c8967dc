import Foundation
import SpeechFeatures
import Testing

@testable import SpeechEmotion

@Suite struct ModelBundleTests {
  static func problem(at url: URL) -> ModelBundleError.Problem? {
    do {
      _ = try ModelBundle(contentsOf: url)
      return nil
    } catch {
      #expect(error.description.contains(url.lastPathComponent))
      return error.problem
    }
  }

  @Test("A bundle survives writing and reading, and replaces an older one")
  func roundTrip() throws {
    let bundle = try TestModels.bundle()
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "models/small.emotionmodel")
      try bundle.write(to: url)
      #expect(try ModelBundle(contentsOf: url) == bundle)
      let other = try ModelBundle(
        manifest: bundle.manifest, weights: TestModels.weights(of: TestModels.spec, seed: 8))
      try other.write(to: url)
      #expect(try ModelBundle(contentsOf: url) == other)
      let leftovers = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/models")
      #expect(leftovers == ["small.emotionmodel"])
    }
  }

  @Test("The manifest is stable JSON with sorted keys")
  func manifestJSON() throws {
    let manifest = try TestModels.manifest()
    let json = String(decoding: try manifest.jsonData(), as: UTF8.self)
    #expect(json == String(decoding: try manifest.jsonData(), as: UTF8.self))
    #expect(json.contains(#""created" : "2026-02-02T02:40:00Z""#))
    let keys = [
      "calibration", "created", "data", "feature_recipe", "format_version", "labels", "name", "network",
    ]
    let places = keys.compactMap { json.range(of: "\n  \"\($0)\"")?.lowerBound }
    #expect(places.count == keys.count && places == places.sorted())
    #expect(try JSONDecoder().decode(ModelManifest.self, from: Data(json.utf8)) == manifest)
  }

  @Test("What may be left out of a manifest may be left out")
  func smallestManifest() throws {
    let json = """
      {"format_version": 1, "name": "x", "labels": ["a", "b"], "network": {"input_size": 80, "layers": [
        {"type": "mean_pool"}, {"type": "dense", "units": 2}]}, "feature_recipe": {"sample_rate": 16000,
        "framing": {"frame_length": 400, "hop_length": 160}, "representation": {"type": "log_mel", "bins": 80}}}
      """
    guard
      let recipe = try? JSONSerialization.jsonObject(with: JSONEncoder().encode(FeatureRecipe.logMel80)),
      var object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    else {
      Issue.record("not an object")
      return
    }
    object["feature_recipe"] = recipe
    let manifest = try JSONDecoder().decode(
      ModelManifest.self, from: JSONSerialization.data(withJSONObject: object))
    #expect(manifest.calibration.temperature == 1)
    #expect(manifest.trainingRecipe == .null)
    #expect(manifest.created == Date(timeIntervalSince1970: 0))
  }

  @Test("Whatever is at a path that is no bundle is named")
  func strangers() throws {
    try TestModels.withFolder { folder in
      #expect(Self.problem(at: folder.appending(path: "nowhere")) == .missing)
      let file = folder.appending(path: "file.emotionmodel")
      try Data("hello".utf8).write(to: file)
      #expect(Self.problem(at: file) == .notABundle(found: "a file"))
      #expect(Self.problem(at: folder) == .notABundle(found: "a folder without a file manifest.json"))
      let bundle = try TestModels.bundle()
      #expect(throws: ModelBundleError(path: file.path, problem: .wouldReplace(found: "a file"))) {
        try bundle.write(to: file)
      }
      #expect(throws: ModelBundleError.self) { try bundle.write(to: folder) }
      #expect(throws: ModelBundleError.self) { try bundle.write(to: file.appending(path: "inside")) }
      #expect(try String(contentsOf: file, encoding: .utf8) == "hello")
    }
  }

  @Test("A manifest that does not fit its weights, its network or itself is refused")
  func mismatches() throws {
    let weights = try TestModels.weights(of: TestModels.spec)
    func problem(_ change: (inout ModelManifest) throws -> Void) throws -> ModelBundleError.Problem? {
      var manifest = try TestModels.manifest()
      try change(&manifest)
      do {
        _ = try ModelBundle(manifest: manifest, weights: weights)
        return nil
      } catch {
        return error.problem
      }
    }
    #expect(try problem { _ in } == nil)
    #expect(try problem { $0.labels = try LabelSet(["a", "b"]) } == .labelCount(found: 2, outputs: 4))
    #expect(try problem { $0.featureRecipe = .seed } == .binCount(features: 221, inputs: 80))
    #expect(try problem { $0.calibration.temperature = 0 } == .temperature(0))
    #expect(try problem { $0.formatVersion = 3 } == .formatVersion(found: 3, supported: 2))
    #expect(
      try problem { $0.networkSpec.layers.insert(.meanPool, at: 0) }
        == .network(NetworkSpecError(layer: "layers.1", problem: .needsSequence(type: "conv1d"))))
    #expect(
      try problem { $0.networkSpec.layers[0] = .conv1d(channels: 6, kernelSize: 4, stride: 2) }
        == .weights(.wrongShape(name: "layers.0.weight", found: [6, 80, 5], expected: [6, 80, 4])))
  }

  @Test("Networks that answer together say the mean of their logits, and survive writing and reading")
  func members() throws {
    let parts = try [7, 8, 9].map { try TestModels.weights(of: TestModels.spec, seed: $0) }
    var manifest = try TestModels.manifest()
    manifest.memberCount = 3
    let bundle = try ModelBundle(manifest: manifest, weights: ModelBundle.joined(parts))
    for (member, part) in parts.enumerated() { #expect(bundle.weights(ofMember: member) == part) }
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "three.emotionmodel")
      try bundle.write(to: url)
      #expect(try ModelBundle(contentsOf: url) == bundle)
    }
    let features = try FeatureExtractor(.logMel80).features(of: TestModels.noise(seconds: 1))
    let each = try parts.map { try InferenceNetwork(TestModels.spec, weights: $0).logits(features) }
    let together = try NetworkEnsemble(bundle).logits(features)
    for label in together.indices {
      #expect(abs(together[label] - each.reduce(0) { $0 + $1[label] } / 3) < 1e-5)
    }
    let turns = try NetworkEnsemble(bundle).probabilities(features, turn: 4)
    for (value, alone) in zip(turns, InferenceNetwork.softmax(each[1], temperature: 1)) {
      #expect(abs(value - alone) < 1e-9)
    }
    manifest.memberCount = 65
    #expect(throws: ModelBundleError(path: "small", problem: .memberCount(found: 65, maximum: 64))) {
      try ModelBundle(manifest: manifest, weights: ModelBundle.joined(parts))
    }
    manifest.memberCount = 2
    #expect(throws: ModelBundleError.self) {
      try ModelBundle(manifest: manifest, weights: ModelBundle.joined(parts))
    }
  }

  @Test("Outputs that mean one label are summed, those that mean none are left out")
  func outputs() throws {
    var manifest = try TestModels.manifest()
    manifest.labels = try LabelSet(["calm", "happy"])
    manifest.outputs = zip(TestModels.names, ["calm", nil, "calm", "happy"]).map {
      OutputClass(name: $0, label: $1)
    }
    let weights = try TestModels.weights(of: TestModels.spec)
    let bundle = try ModelBundle(manifest: manifest, weights: weights)
    let waveform = TestModels.noise(seconds: 1)
    let fine = try EmotionDetector(bundle: TestModels.bundle(), gate: .off).prediction(for: waveform).values
    let found = try EmotionDetector(bundle: bundle, gate: .off).prediction(for: waveform)
    let total = fine[0] + fine[2] + fine[3]
    #expect(found.labels.names == ["calm", "happy"])
    #expect(abs(found.values[0] - (fine[0] + fine[2]) / total) < 1e-9)
    #expect(abs(found.values[1] - fine[3] / total) < 1e-9)
    let data = try manifest.jsonData()
    #expect(try JSONDecoder().decode(ModelManifest.self, from: data).outputs == manifest.outputs)

    // With weights, a label of two outputs is as likely as one of one.
    for output in [0, 2] { manifest.outputs?[output].weight = 0.5 }
    let weighted = try EmotionDetector(bundle: ModelBundle(manifest: manifest, weights: weights), gate: .off)
      .prediction(for: waveform).values
    let mean = (fine[0] + fine[2]) / 2
    #expect(abs(weighted[0] - mean / (mean + fine[3])) < 1e-9 && abs(weighted.reduce(0, +) - 1) < 1e-9)
    let again = try JSONDecoder().decode(ModelManifest.self, from: manifest.jsonData())
    #expect(again.outputs?.map(\.weight) == [0.5, nil, 0.5, nil] && again.formatVersion == 2)
    manifest.outputs?[2].weight = 0
    #expect(throws: ModelBundleError.self) { try ModelBundle(manifest: manifest, weights: weights) }

    func problem(_ labels: [String?]) -> ModelBundleError.Problem? {
      manifest.outputs = zip(TestModels.names, labels).map { OutputClass(name: $0, label: $1) }
      do {
        _ = try ModelBundle(manifest: manifest, weights: weights)
        return nil
      } catch { return error.problem }
    }
    #expect(problem(["calm", "calm", "calm", "sad"]) == .outputLabel("sad", isUnknown: true))
    #expect(problem(["calm", "calm", nil, nil]) == .outputLabel("happy", isUnknown: false))
    #expect(problem(["calm", "happy", nil]) == .labelCount(found: 3, outputs: 4))
  }

  @Test("A newer or foreign manifest is recognised")
  func foreign() throws {
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "small.emotionmodel")
      try TestModels.bundle().write(to: url)
      let manifest = url.appending(path: "manifest.json")
      try Data(#"{"format_version": 7, "layers": "of another kind"}"#.utf8).write(to: manifest)
      #expect(Self.problem(at: url) == .formatVersion(found: 7, supported: 2))
      try Data(#"{"short_name": "a web app"}"#.utf8).write(to: manifest)
      #expect(
        Self.problem(at: url)
          == .manifest(field: "", detail: "The property \"format_version\" is missing."))
      try Data("\u{1B}[31m not JSON".utf8).write(to: manifest)
      guard case .manifest = Self.problem(at: url) else {
        Issue.record("not recognised")
        return
      }
      try Data(repeating: 0x20, count: ModelBundle.maximumManifestByteCount + 1).write(to: manifest)
      #expect(
        Self.problem(at: url)
          == .manifestTooLarge(
            byteCount: ModelBundle.maximumManifestByteCount + 1,
            maximum: ModelBundle.maximumManifestByteCount))
    }
  }

  @Test("No control character of a hostile manifest reaches the terminal")
  func printableErrors() {
    let error = ModelBundleError(
      path: "x", problem: .manifest(field: "a\u{1B}[2J", detail: "b\u{9B}\u{7}"))
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x9B })
  }

  @Test("Any JSON survives, and nesting has an end")
  func jsonValues() throws {
    let text = #"{"a":[1,2.5,null,true,"x",{}],"b":-9007199254740993}"#
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(value["b"] == .integer(-9_007_199_254_740_993))
    #expect(try value.decoded(as: JSONValue.self) == value)
    #expect(try JSONValue(encoding: ["k": 1]) == .object(["k": .integer(1)]))
    let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(JSONValue.self, from: Data(deep.utf8)) }
  }
}
