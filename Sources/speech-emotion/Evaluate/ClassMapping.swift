import EmotionCorpora
import Foundation
import SpeechEmotion

/// How a model's classes answer in the classes of a label scheme: probabilities of classes that mean the same are
/// summed, so that a twelve-class model can be compared with six emotions.
struct ClassMapping {
  /// The scheme.
  let scheme: LabelScheme
  /// For each class of the scheme, the model's classes that mean it; none is empty.
  let sources: [[Int]]

  /// Classes of the scheme.
  var labels: [String] { scheme.labels }

  /// Finds for each of a model's classes the scheme's class.
  ///
  /// - Parameters:
  ///   - model: The model's classes.
  ///   - scheme: The scheme.
  /// - Throws: ``ClassMappingError`` where a class of the scheme has no counterpart.
  init(model: LabelSet, scheme: LabelScheme) throws(ClassMappingError) {
    let sources = scheme.sources(among: model.names)
    let missing = scheme.labels.indices.filter { sources[$0].isEmpty }.map { scheme.labels[$0] }
    guard missing.isEmpty else {
      let fitting = LabelScheme.all.filter { $0.sources(among: model.names).allSatisfy { !$0.isEmpty } }
      throw ClassMappingError(scheme: scheme.name, missing: missing, fitting: fitting.map(\.name))
    }
    self.scheme = scheme
    self.sources = sources
  }

  /// The scheme that a model was trained in: the one with the same classes, or its own.
  static func scheme(of model: LabelSet) -> LabelScheme {
    LabelScheme.all.first { Set($0.labels) == Set(model.names) } ?? .custom(model.names)
  }

  /// Probabilities of the scheme's classes, and the likeliest of them.
  func answer(_ prediction: Prediction) -> (index: Int, confidence: Double) {
    let sums = sources.map { $0.reduce(0) { $0 + prediction.values[$1] } }
    let best = sums.indices.reduce(0) { sums[$1] > sums[$0] ? $1 : $0 }
    return (best, sums[best])
  }
}

/// A model cannot answer in a scheme.
struct ClassMappingError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The scheme.
  let scheme: String
  /// Its classes that the model has no counterpart of.
  let missing: [String]
  /// Schemes that the model can answer in.
  let fitting: [String]

  var description: String {
    "The model cannot answer in the scheme \(scheme): it has no class for \(missing.joined(separator: ", ")). "
      + (fitting.isEmpty
        ? "Leave out --scheme to compare in the model's own classes."
        : "It can answer in \(fitting.joined(separator: ", ")).")
  }

  var errorDescription: String? { description }
}
