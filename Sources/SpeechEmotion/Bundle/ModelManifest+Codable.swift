public import Foundation
internal import SpeechFeatures

/// `manifest.json`: snake_case keys, sorted, one value a line; dates as `2026-01-31T12:00:00Z`.
extension ModelManifest: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, created, labels, outputs, network, data, scores, calibration, notes
    case formatVersion = "format_version"
    case featureRecipe = "feature_recipe"
    case memberCount = "members"
    case testConfusion = "test_confusion"
    case trainingRecipe = "training_recipe"
    case weightsLicence = "weights_licence"
  }

  /// Reads a manifest; all but version, name, labels, features and network may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    formatVersion = try container.decode(Int.self, forKey: .formatVersion)
    name = try container.decode(String.self, forKey: .name)
    labels = try container.decode(LabelSet.self, forKey: .labels)
    outputs = try container.decodeIfPresent([OutputClass].self, forKey: .outputs)
    featureRecipe = try container.decode(FeatureRecipe.self, forKey: .featureRecipe)
    networkSpec = try container.decode(NetworkSpec.self, forKey: .network)
    memberCount = try container.decodeIfPresent(Int.self, forKey: .memberCount) ?? 1
    trainingRecipe = try container.decodeIfPresent(JSONValue.self, forKey: .trainingRecipe) ?? .null
    data = try container.decodeIfPresent(DataSummary.self, forKey: .data) ?? DataSummary()
    scores = try container.decodeIfPresent([String: Double].self, forKey: .scores) ?? [:]
    testConfusion = try container.decodeIfPresent([[Int]].self, forKey: .testConfusion)
    calibration = try container.decodeIfPresent(Calibration.self, forKey: .calibration) ?? Calibration()
    weightsLicence = try container.decodeIfPresent(String.self, forKey: .weightsLicence) ?? ""
    notes = try container.decodeIfPresent(String.self, forKey: .notes) ?? ""
    created = Date(timeIntervalSince1970: 0)
    if let text = try container.decodeIfPresent(String.self, forKey: .created) {
      guard let date = try? Date(text, strategy: .iso8601) else {
        throw DecodingError.dataCorruptedError(
          forKey: .created, in: container,
          debugDescription: "\"\(text)\" is no date of the form 2026-01-31T12:00:00Z.")
      }
      created = date
    }
  }

  /// Writes a manifest.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(max(formatVersion, Self.formatVersion(of: outputs)), forKey: .formatVersion)
    try container.encode(name, forKey: .name)
    try container.encode(created.formatted(.iso8601), forKey: .created)
    try container.encode(labels, forKey: .labels)
    try container.encodeIfPresent(outputs, forKey: .outputs)
    try container.encode(featureRecipe, forKey: .featureRecipe)
    try container.encode(networkSpec, forKey: .network)
    if memberCount != 1 { try container.encode(memberCount, forKey: .memberCount) }
    try container.encode(trainingRecipe, forKey: .trainingRecipe)
    try container.encode(data, forKey: .data)
    try container.encode(scores, forKey: .scores)
    try container.encodeIfPresent(testConfusion, forKey: .testConfusion)
    try container.encode(calibration, forKey: .calibration)
    try container.encode(weightsLicence, forKey: .weightsLicence)
    try container.encode(notes, forKey: .notes)
  }

  /// The manifest as it is written into a bundle.
  ///
  /// - Returns: Pretty-printed JSON that ends in a line break; equal manifests give equal bytes.
  /// - Throws: `EncodingError` where a number is not finite.
  public func jsonData() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
