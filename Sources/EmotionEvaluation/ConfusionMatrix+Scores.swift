extension ConfusionMatrix {
  /// Share of clips that were given their own class (weighted accuracy, WA), within 0...1; 0 without clips.
  public var accuracy: Double {
    total == 0 ? 0 : Double(correct.reduce(0, +)) / Double(total)
  }

  /// Recall of each class; `nil` where no clip belongs to it. Shape `[labels]`.
  public var recalls: [Double?] {
    zip(correct, support).map { $1 == 0 ? nil : Double($0) / Double($1) }
  }

  /// Mean of the recalls of the classes that occur (unweighted accuracy, UA; UAR), within 0...1.
  ///
  /// Classes without a clip in the truth are left out of the mean, as in scikit-learn's
  /// `balanced_accuracy_score`: what was not asked cannot be missed.
  public var unweightedAverageRecall: Double { PairwiseSum.mean(recalls.compactMap(\.self)) }

  /// Mean over all labels of the harmonic mean of precision and recall, within 0...1.
  ///
  /// As scikit-learn's `f1_score(average="macro", labels=all, zero_division=0)`: a label that neither occurs nor
  /// was predicted counts as 0 and pulls the mean down, unlike in ``unweightedAverageRecall``.
  public var macroF1: Double { PairwiseSum.mean(classScores.map(\.f1)) }

  /// Precision, recall, F1 and support of each label, in order.
  public var classScores: [ClassScores] {
    let predicted = predicted
    let support = support
    return labels.indices.map {
      ClassScores(correct: counts[$0][$0], predicted: predicted[$0], support: support[$0])
    }
  }
}
