import SpeechEmotion
import SpeechFeatures

extension TrainingRecipe {
  /// The recipe with as many outputs as there are labels: the units of the last dense layer.
  ///
  /// - Parameter count: Number of classes.
  /// - Returns: A recipe that differs in the network's last dense layer alone.
  public func fitted(toLabelCount count: Int) -> TrainingRecipe {
    var fitted = self
    let last = fitted.network.layers.lastIndex {
      if case .dense = $0 { return true }
      return false
    }
    if let last { fitted.network.layers[last] = .dense(units: count) }
    fitted.network.inputSize = features.binCount
    return fitted
  }
}

extension NetworkSpec {
  /// Names of the weights of every dense layer but the last, which gives the logits.
  var hiddenDenseWeightNames: [String] {
    let names = layers.indices.compactMap { index -> String? in
      if case .dense = layers[index] { return "layers.\(index).weight" }
      return nil
    }
    return Array(names.dropLast())
  }
}
