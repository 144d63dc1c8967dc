import Foundation
import Testing

@testable import SpeechEmotion

@Suite struct NetworkSpecTests {
  static let everything: [LayerSpec] = [
    .conv1d(channels: 4, kernelSize: 3, stride: 2, dilation: 1, bias: false), .batchNorm(),
    .activation(.leakyReLU(slope: 0.3)), .layerNorm(), .maxPool(size: 2), .averagePool(size: 2),
    .residual([.conv1d(channels: 8, kernelSize: 3), .activation(.gelu), .activation(.silu)]),
    .activation(.relu), .lstm(hiddenSize: 5, bidirectional: true, recurrentDropout: 0.25),
    .attentionStatisticsPool(hiddenSize: 3), .dropout(rate: 0.5), .activation(.tanh), .dense(units: 7),
    .softmax,
  ]

  @Test("A spec survives JSON unchanged")
  func roundTrip() throws {
    let pools: [LayerSpec] = [.lastStep, .meanPool, .statisticsPool, .attentionPool(hiddenSize: 2)]
    for layers in [Self.everything] + pools.map({ [$0] }) {
      let spec = NetworkSpec(inputSize: 3, layers: layers)
      let json = try JSONEncoder().encode(spec)
      #expect(try JSONDecoder().decode(NetworkSpec.self, from: json) == spec)
    }
  }

  @Test("Properties with a default may be left out")
  func defaults() throws {
    let json = """
      {"input_size": 80, "layers": [
        {"type": "conv1d", "channels": 192, "kernel_size": 5}, {"type": "batch_norm"}, {"type": "layer_norm"},
        {"type": "activation", "function": "leaky_relu", "slope": 0.3},
        {"type": "lstm", "hidden_size": 128}, {"type": "last_step"}]}
      """
    let spec = try JSONDecoder().decode(NetworkSpec.self, from: Data(json.utf8))
    let expected: [LayerSpec] = [
      .conv1d(channels: 192, kernelSize: 5), .batchNorm(), .layerNorm(), .activation(.leakyReLU(slope: 0.3)),
      .lstm(hiddenSize: 128), .lastStep,
    ]
    #expect(spec == NetworkSpec(inputSize: 80, layers: expected))
  }

  @Test(
    "What JSON says wrongly is explained",
    arguments: [
      (
        #"{"type": "conv2d", "channels": 1}"#, "no layer of type \"conv2d\"; the types are conv1d, batch_norm"
      ),
      (#"{"type": "conv1d", "channels": 1, "kernel_size": 3, "strides": 2}"#, "no property \"strides\""),
      (
        #"{"type": "activation", "function": "swish"}"#,
        "no activation function \"swish\"; the functions are relu"
      ),
      (#"{"type": "activation", "function": "relu", "slope": 0.1}"#, "Only leaky_relu has a slope"),
    ])
  func decodingErrors(json: String, sentence: String) {
    do {
      _ = try JSONDecoder().decode(LayerSpec.self, from: Data(json.utf8))
      Issue.record("\(json) was accepted")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.debugDescription.contains(sentence))
    } catch {
      Issue.record(error)
    }
  }

  @Test("Nesting without end is refused while decoding")
  func nesting() {
    let levels = 200
    let json =
      String(repeating: #"{"type":"residual","layers":["#, count: levels) + #"{"type":"softmax"}"#
      + String(repeating: "]}", count: levels)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(LayerSpec.self, from: Data(json.utf8)) }
  }

  @Test("Parameters have PyTorch's names and shapes, in order")
  func parameterShapes() throws {
    let spec = NetworkSpec(inputSize: 3, layers: Self.everything)
    let found = try spec.parameterShapes().map { "\($0.name) \($0.shape)" + ($0.isTrainable ? "" : " fixed") }
    #expect(
      found == [
        "layers.0.weight [4, 3, 3]", "layers.1.weight [4]", "layers.1.bias [4]",
        "layers.1.running_mean [4] fixed", "layers.1.running_var [4] fixed", "layers.3.weight [4]",
        "layers.3.bias [4]", "layers.6.layers.0.weight [8, 4, 3]", "layers.6.layers.0.bias [8]",
        "layers.6.projection.weight [8, 4, 1]", "layers.6.projection.bias [8]", "layers.8.weight_ih [20, 8]",
        "layers.8.weight_hh [20, 5]", "layers.8.bias [20]", "layers.8.weight_ih_reverse [20, 8]",
        "layers.8.weight_hh_reverse [20, 5]", "layers.8.bias_reverse [20]",
        "layers.9.attention.weight [3, 10]", "layers.9.attention.bias [3]", "layers.9.score.weight [3]",
        "layers.12.weight [7, 20]", "layers.12.bias [7]",
      ])
    #expect(try spec.outputSize == 7)
  }

  @Test("Only a last step behind a two-way LSTM reads both ends")
  func bothEnds() throws {
    func readsBothEnds(_ layers: [LayerSpec]) throws -> Bool? {
      try NetworkSpec(inputSize: 2, layers: layers + [.lastStep]).resolved().last?.readsBothEnds
    }
    let twoWay = LayerSpec.lstm(hiddenSize: 2, bidirectional: true)
    #expect(try readsBothEnds([twoWay]) == true)
    #expect(try readsBothEnds([twoWay, .dropout(rate: 0.1)]) == true)
    #expect(try readsBothEnds([twoWay, .batchNorm()]) == false)
    #expect(try readsBothEnds([.lstm(hiddenSize: 2)]) == false)
    #expect(try readsBothEnds([]) == false)
  }

  @Test("Layers that do not fit together are refused, each with its place")
  func validation() {
    func problem(_ layers: [LayerSpec], inputSize: Int = 2) -> NetworkSpecError? {
      do {
        try NetworkSpec(inputSize: inputSize, layers: layers).validate()
        return nil
      } catch {
        return error
      }
    }
    func error(_ layer: String?, _ problem: NetworkSpecError.Problem) -> NetworkSpecError {
      NetworkSpecError(layer: layer, problem: problem)
    }
    let sizes = 1...65_536
    #expect(problem([.meanPool]) == nil)
    #expect(problem([]) == error(nil, .empty))
    #expect(problem([.residual([]), .meanPool]) == error("layers.0", .empty))
    #expect(problem([.dense(units: 3)]) == error(nil, .neverPooled))
    #expect(problem([.meanPool, .lastStep]) == error("layers.1", .needsSequence(type: "last_step")))
    #expect(
      problem([.meanPool, .conv1d(channels: 1, kernelSize: 1)])
        == error("layers.1", .needsSequence(type: "conv1d")))
    #expect(problem([.meanPool, .softmax, .dense(units: 1)]) == error("layers.1", .softmaxNotLast))
    #expect(
      problem([.residual([.meanPool])]) == error("layers.0.layers.0", .insideResidual(type: "mean_pool")))
    #expect(
      problem([.dense(units: 0)])
        == error("layers.0", .sizeOutOfRange(property: "units", found: 0, allowed: sizes)))
    #expect(
      problem([.dense(units: .max)])
        == error("layers.0", .sizeOutOfRange(property: "units", found: .max, allowed: sizes)))
    #expect(
      problem([.meanPool], inputSize: -1)
        == error(nil, .sizeOutOfRange(property: "input_size", found: -1, allowed: sizes)))
    #expect(
      problem([.dropout(rate: 1)])
        == error("layers.0", .numberOutOfRange(property: "rate", found: 1, allowed: 0...0.999)))
    #expect(
      problem(Array(repeating: .dense(units: 65_536), count: 3))
        == error("layers.1", .tooManyParameters(maximum: 250_000_000)))
    #expect(
      problem(Array(repeating: .dropout(rate: 0), count: 513)) == error(nil, .tooManyLayers(maximum: 512)))
    var nested = LayerSpec.dropout(rate: 0)
    for _ in 0..<9 { nested = .residual([nested]) }
    #expect(problem([nested, .meanPool])?.problem == .nestedTooDeeply(maximum: 8))
    #expect(problem([.batchNorm(epsilon: .nan)]) != nil)
  }
}
