public import SpeechFeatures

/// The networks of a model, which answer together: what enters the softmax is the mean over them.
public final class NetworkEnsemble: Sendable {
  private let members: [InferenceNetwork]

  /// Builds all networks of a model.
  ///
  /// - Parameters:
  ///   - bundle: A model.
  ///   - precision: How exact the factors of products are.
  /// - Throws: ``NetworkSpecError`` or ``WeightError``, none of which a bundle that could be read or made gives.
  public init(_ bundle: ModelBundle, precision: NetworkPrecision = .single) throws {
    members = try (0..<bundle.manifest.memberCount).map { member in
      try InferenceNetwork(
        bundle.manifest.networkSpec, weights: bundle.weights(ofMember: member), precision: precision)
    }
  }

  /// What enters the softmax, the mean over the networks: one number per class, of any size.
  ///
  /// - Parameter features: At least one frame, with as many bins as the networks have inputs.
  /// - Returns: One finite number for each output.
  /// - Throws: ``InferenceError`` where the features do not fit, or the numbers overflow.
  public func logits(_ features: FeatureMatrix) throws(InferenceError) -> [Float] {
    var sums = try members[0].logits(features)
    for member in members.dropFirst() {
      let logits = try member.logits(features)
      for index in sums.indices { sums[index] += logits[index] }
    }
    return members.count == 1 ? sums : sums.map { $0 / Float(members.count) }
  }

  /// Probabilities of the networks' classes.
  ///
  /// - Parameters:
  ///   - features: At least one frame, with as many bins as the networks have inputs.
  ///   - temperature: Divides the logits; above 1 makes the model less sure of itself.
  ///   - turn: Whose answer is wanted, from 0, counted round and round; nil for all networks' together.
  /// - Returns: Numbers within 0...1 whose sum is 1.
  /// - Throws: ``InferenceError`` where the features do not fit, or the numbers overflow.
  public func probabilities(
    _ features: FeatureMatrix, temperature: Double = 1, turn: Int? = nil
  ) throws(InferenceError) -> [Double] {
    let logits =
      if let turn { try members[turn % members.count].logits(features) } else { try logits(features) }
    return InferenceNetwork.softmax(logits, temperature: temperature)
  }
}
