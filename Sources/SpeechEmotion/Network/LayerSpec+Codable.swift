/// A layer is a flat JSON object: `type`, and snake_case properties of which those with a default may be left
/// out: `{"type": "conv1d", "channels": 192, "kernel_size": 5}`.
extension LayerSpec: Codable {
  /// The word that stands for the layer in JSON, as `conv1d`.
  public var typeName: String { kind.rawValue }

  private enum Kind: String, CaseIterable {
    case conv1d
    case batchNorm = "batch_norm"
    case layerNorm = "layer_norm"
    case activation
    case maxPool = "max_pool"
    case averagePool = "average_pool"
    case residual, lstm
    case lastStep = "last_step"
    case meanPool = "mean_pool"
    case statisticsPool = "statistics_pool"
    case attentionPool = "attention_pool"
    case attentionStatisticsPool = "attention_statistics_pool"
    case dense, dropout, softmax
  }

  private enum CodingKeys: String, CodingKey {
    case type, channels, stride, dilation, bias, epsilon, momentum, function, slope, size, layers
    case bidirectional, units, rate
    case kernelSize = "kernel_size"
    case hiddenSize = "hidden_size"
    case recurrentDropout = "recurrent_dropout"
  }

  private var kind: Kind {
    switch self {
    case .conv1d: .conv1d
    case .batchNorm: .batchNorm
    case .layerNorm: .layerNorm
    case .activation: .activation
    case .maxPool: .maxPool
    case .averagePool: .averagePool
    case .residual: .residual
    case .lstm: .lstm
    case .lastStep: .lastStep
    case .meanPool: .meanPool
    case .statisticsPool: .statisticsPool
    case .attentionPool: .attentionPool
    case .attentionStatisticsPool: .attentionStatisticsPool
    case .dense: .dense
    case .dropout: .dropout
    case .softmax: .softmax
    }
  }

  /// Reads a layer, refusing types and properties it does not know, so that a misspelt property is not ignored.
  public init(from decoder: any Decoder) throws {
    // Each residual block adds two steps to the path; checked while descending, before the stack runs out.
    guard decoder.codingPath.count <= 4 * NetworkSpec.maximumDepth else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "Residual blocks are nested deeper than \(NetworkSpec.maximumDepth) levels."))
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .type)
    guard let kind = Kind(rawValue: name) else {
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: container,
        debugDescription: "There is no layer of type \"\(name)\"; the types are \(known).")
    }
    try Self.refuseUnknownKeys(of: kind, in: decoder)
    func integer(_ key: CodingKeys, default value: Int) throws -> Int {
      try container.decodeIfPresent(Int.self, forKey: key) ?? value
    }
    func number(_ key: CodingKeys, default value: Float) throws -> Float {
      try container.decodeIfPresent(Float.self, forKey: key) ?? value
    }
    switch kind {
    case .conv1d:
      self = .conv1d(
        channels: try container.decode(Int.self, forKey: .channels),
        kernelSize: try container.decode(Int.self, forKey: .kernelSize),
        stride: try integer(.stride, default: 1), dilation: try integer(.dilation, default: 1),
        bias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    case .batchNorm:
      self = .batchNorm(
        epsilon: try number(.epsilon, default: 1e-5), momentum: try number(.momentum, default: 0.1))
    case .layerNorm: self = .layerNorm(epsilon: try number(.epsilon, default: 1e-5))
    case .activation: self = .activation(try ActivationSpec(from: decoder))
    case .maxPool: self = .maxPool(size: try container.decode(Int.self, forKey: .size))
    case .averagePool: self = .averagePool(size: try container.decode(Int.self, forKey: .size))
    case .residual: self = .residual(try container.decode([LayerSpec].self, forKey: .layers))
    case .lstm:
      self = .lstm(
        hiddenSize: try container.decode(Int.self, forKey: .hiddenSize),
        bidirectional: try container.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false,
        recurrentDropout: try number(.recurrentDropout, default: 0))
    case .lastStep: self = .lastStep
    case .meanPool: self = .meanPool
    case .statisticsPool: self = .statisticsPool
    case .attentionPool:
      self = .attentionPool(hiddenSize: try container.decode(Int.self, forKey: .hiddenSize))
    case .attentionStatisticsPool:
      self = .attentionStatisticsPool(hiddenSize: try container.decode(Int.self, forKey: .hiddenSize))
    case .dense: self = .dense(units: try container.decode(Int.self, forKey: .units))
    case .dropout: self = .dropout(rate: try container.decode(Float.self, forKey: .rate))
    case .softmax: self = .softmax
    }
  }

  /// Writes every property, defaults included, so that a later change of a default cannot change a model.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(typeName, forKey: .type)
    switch self {
    case .conv1d(let channels, let kernelSize, let stride, let dilation, let bias):
      try container.encode(channels, forKey: .channels)
      try container.encode(kernelSize, forKey: .kernelSize)
      try container.encode(stride, forKey: .stride)
      try container.encode(dilation, forKey: .dilation)
      try container.encode(bias, forKey: .bias)
    case .batchNorm(let epsilon, let momentum):
      try container.encode(epsilon, forKey: .epsilon)
      try container.encode(momentum, forKey: .momentum)
    case .layerNorm(let epsilon): try container.encode(epsilon, forKey: .epsilon)
    case .activation(let activation): try activation.encode(to: encoder)
    case .maxPool(let size), .averagePool(let size): try container.encode(size, forKey: .size)
    case .residual(let layers): try container.encode(layers, forKey: .layers)
    case .lstm(let hiddenSize, let bidirectional, let recurrentDropout):
      try container.encode(hiddenSize, forKey: .hiddenSize)
      try container.encode(bidirectional, forKey: .bidirectional)
      try container.encode(recurrentDropout, forKey: .recurrentDropout)
    case .attentionPool(let hiddenSize), .attentionStatisticsPool(let hiddenSize):
      try container.encode(hiddenSize, forKey: .hiddenSize)
    case .dense(let units): try container.encode(units, forKey: .units)
    case .dropout(let rate): try container.encode(rate, forKey: .rate)
    case .lastStep, .meanPool, .statisticsPool, .softmax: break
    }
  }

  private static func keys(of kind: Kind) -> [CodingKeys] {
    switch kind {
    case .conv1d: [.type, .channels, .kernelSize, .stride, .dilation, .bias]
    case .batchNorm: [.type, .epsilon, .momentum]
    case .layerNorm: [.type, .epsilon]
    case .activation: [.type, .function, .slope]
    case .maxPool, .averagePool: [.type, .size]
    case .residual: [.type, .layers]
    case .lstm: [.type, .hiddenSize, .bidirectional, .recurrentDropout]
    case .attentionPool, .attentionStatisticsPool: [.type, .hiddenSize]
    case .dense: [.type, .units]
    case .dropout: [.type, .rate]
    case .lastStep, .meanPool, .statisticsPool, .softmax: [.type]
    }
  }

  private static func refuseUnknownKeys(of kind: Kind, in decoder: any Decoder) throws {
    let known = Set(keys(of: kind).map(\.rawValue))
    let found = try decoder.container(keyedBy: AnyCodingKey.self).allKeys
    guard let stranger = found.first(where: { !known.contains($0.stringValue) }) else { return }
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: decoder.codingPath + [stranger],
        debugDescription: "A layer of type \"\(kind.rawValue)\" has no property \"\(stranger.stringValue)\"; "
          + "it has \(known.sorted().joined(separator: ", "))."))
  }
}

/// A key of any name: how unknown properties are seen at all.
struct AnyCodingKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    self.intValue = nil
  }

  init(intValue: Int) {
    self.stringValue = String(intValue)
    self.intValue = intValue
  }
}
