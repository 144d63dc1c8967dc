import EmotionCorpora
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

extension TrainingRecipe {
  /// Where the classes come from that the network learns.
  ///
  /// - Throws: ``TrainingDataError`` where no scheme has the recipe's name.
  func labelScheme(of utterances: [Utterance]) throws(TrainingDataError) -> LabelScheme {
    if scheme == "custom" { return .custom(of: utterances) }
    guard let scheme = LabelScheme(named: scheme) else {
      throw .unknownScheme(name: scheme, known: LabelScheme.all.map(\.name))
    }
    return scheme
  }

  /// What a model that learnt `scheme` answers in.
  ///
  /// - Throws: ``TrainingDataError`` where the recipe names no scheme, or one that is no sum of the learnt classes.
  func answerScheme(of scheme: LabelScheme) throws(TrainingDataError) -> LabelScheme {
    guard let answers, answers != scheme.name else { return scheme }
    guard let coarse = LabelScheme(named: answers) else {
      throw .unknownScheme(name: answers, known: LabelScheme.all.map(\.name))
    }
    let missing = zip(coarse.labels, coarse.sources(among: scheme.labels)).filter { $1.isEmpty }.map(\.0)
    guard missing.isEmpty else {
      throw .cannotAnswer(scheme: scheme.name, answers: answers, missing: missing)
    }
    return coarse
  }
}

extension NetworkSpec {
  /// Names of the weights of the last dense layer, which gives the logits.
  var lastDenseWeightNames: Set<String> {
    let last = layers.lastIndex {
      if case .dense = $0 { return true }
      return false
    }
    return last.map { ["layers.\($0).weight", "layers.\($0).bias"] } ?? []
  }

  /// Names of the weights of every dense layer but the last, which gives the logits.
  var hiddenDenseWeightNames: [String] {
    let names = layers.indices.compactMap { index -> String? in
      if case .dense = layers[index] { return "layers.\(index).weight" }
      return nil
    }
    return Array(names.dropLast())
  }
}
