public import Foundation
import SpeechFeatures

extension TrainingRecipe {
  /// Names of the recipes that come with the package.
  ///
  /// - Returns: Sorted names, as ``init(named:)`` takes them.
  public static func bundledNames() -> [String] {
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "json" }.map { $0.deletingPathExtension().lastPathComponent }
      .sorted()
  }

  /// Reads a recipe that comes with the package, or a file.
  ///
  /// - Parameter name: `conv-lstm`, `seed`, or the path of a JSON file.
  /// - Throws: ``TrainingRecipeError`` where there is none, or it does not parse.
  public init(named name: String) throws(TrainingRecipeError) {
    let bundled = Self.folder.appending(path: "\(name).json")
    let isBundled = !name.contains("/") && FileManager.default.fileExists(atPath: bundled.path)
    try self.init(contentsOf: isBundled ? bundled : URL(fileURLWithPath: name))
  }

  /// Reads a recipe from a JSON file.
  ///
  /// - Parameter url: The file.
  /// - Throws: ``TrainingRecipeError``.
  public init(contentsOf url: URL) throws(TrainingRecipeError) {
    let data: Data
    do { data = try Data(contentsOf: url) } catch {
      throw TrainingRecipeError(path: url.path, problem: .notFound(known: Self.bundledNames()))
    }
    do { self = try JSONDecoder().decode(TrainingRecipe.self, from: data) } catch {
      throw TrainingRecipeError(path: url.path, problem: .doesNotParse(reason: readable(error)))
    }
    if let problem = firstProblem { throw TrainingRecipeError(path: url.path, problem: problem) }
  }

  /// The recipe as pretty JSON with sorted keys, as ``init(contentsOf:)`` reads it.
  ///
  /// - Returns: UTF-8 text.
  /// - Throws: `EncodingError`.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  private static var folder: URL { Bundle.module.bundleURL.appending(path: "Recipes") }

  /// The first value that no run could work with.
  private var firstProblem: TrainingRecipeError.Problem? { problemOfTraining ?? problemOfTargets }

  private func check(
    _ field: String, _ isRight: Bool, _ found: String, _ expected: String
  ) -> TrainingRecipeError.Problem? {
    isRight ? nil : .value(field: field, found: found, expected: expected)
  }

  private var problemOfTraining: TrainingRecipeError.Problem? {
    check("epochs", (1...100_000).contains(epochs), "\(epochs)", "1 to 100000")
      ?? check("batch_size", (2...65_536).contains(batchSize), "\(batchSize)", "2 to 65536")
      ?? check(
        "validation_fraction", (0..<1).contains(validationFraction), "\(validationFraction)",
        "0 or more, below 1")
      ?? check(
        "average_decay", averageDecay.map { (0..<1).contains($0) } ?? true, "\(averageDecay ?? 0)",
        "0 or more, below 1")
      ?? check(
        "corpus_shares", (corpusShares ?? [:]).values.allSatisfy { (0...1).contains($0) },
        "\(corpusShares ?? [:])", "from 0 to 1")
      ?? check(
        "speaker_normalisation",
        (0...1).contains(speakerNormalisation ?? 0)
          && (speakerNormalisation ?? 0 == 0 || features.normalisation.takesCentre),
        "\(speakerNormalisation ?? 0)",
        "from 0 to 1, and 0 unless features.normalisation is mean_per_bin or standardise_per_bin")
      ?? check("members", (1...64).contains(memberCount), "\(memberCount)", "1 to 64")
      ?? check(
        "optimizer.learning_rate", optimizer.learningRate > 0 && optimizer.learningRate.isFinite,
        "\(optimizer.learningRate)", "a positive number")
  }

  private var problemOfTargets: TrainingRecipeError.Problem? {
    check("label_smoothing", (0..<1).contains(labelSmoothing), "\(labelSmoothing)", "0 or more, below 1")
      ?? check("teacher_share", (0...1).contains(teacherShare ?? 0), "\(teacherShare ?? 0)", "from 0 to 1")
      ?? check(
        "answer_priors", answerPriors != .equal || (answers != nil && answers != scheme), "equal",
        "learnt, unless \"answers\" names other classes to answer in than \"scheme\"")
      ?? check(
        "corpus_weights", corpusWeights.values.allSatisfy { $0 >= 0 && $0.isFinite }, "\(corpusWeights)",
        "0 or more each")
      ?? check(
        "mixup", mixup.map { (0...1).contains($0.probability) && $0.isAlphaUsable } ?? true,
        "\(mixup.map { "probability \($0.probability), alpha \($0.alpha)" } ?? "")",
        "a probability from 0 to 1, and an alpha from 0.05 to 1 or a whole number up to 100")
  }
}

/// What `DecodingError` has to say to a person: the place and the reason.
private func readable(_ error: any Error) -> String {
  guard let error = error as? DecodingError else { return String(describing: error) }
  func place(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "the top level" : path.map(\.stringValue).joined(separator: ".")
  }
  switch error {
  case .keyNotFound(let key, let context):
    return "\"\(key.stringValue)\" is missing at \(place(context.codingPath))"
  case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
    return "at \(place(context.codingPath)): \(context.debugDescription)"
  @unknown default:
    return String(describing: error)
  }
}

/// Why a recipe cannot be used.
public struct TrainingRecipeError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// No such file, and no recipe of that name comes with the package.
    case notFound(known: [String])
    /// The text is not a recipe.
    case doesNotParse(reason: String)
    /// A value is out of range.
    case value(field: String, found: String, expected: String)
  }

  /// The file.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem

  /// What was found and what to do.
  public var description: String {
    switch problem {
    case .notFound(let known):
      "There is no recipe at \(path), nor one of that name in the package. "
        + "Give one of \(known.joined(separator: ", ")), or the path of a JSON file."
    case .doesNotParse(let reason):
      "The recipe at \(path) cannot be read: \(reason). Start from one that `speech-emotion train "
        + "--print-recipe conv-lstm` prints."
    case .value(let field, let found, let expected):
      "The recipe at \(path) has \(field) = \(found); it must be \(expected)."
    }
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}
