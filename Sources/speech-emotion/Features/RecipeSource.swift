import Foundation
import SpeechEmotion
import SpeechFeatures

/// Where a feature recipe comes from.
enum RecipeSource {
  case preset(String)
  case file(String)
  case model(String)

  /// Reads the options of `features`.
  ///
  /// - Parameters:
  ///   - recipe: A name or the path of a JSON file.
  ///   - model: The path of a model.
  init(recipe: String?, model: String?) {
    if let model {
      self = .model(model)
    } else if let recipe, recipe.hasSuffix(".json") || recipe.contains("/") {
      self = .file(recipe)
    } else {
      self = .preset(recipe ?? "logmel80")
    }
  }

  /// Loads the recipe.
  func load() throws -> FeatureRecipe {
    switch self {
    case .preset("logmel80"): return .logMel80
    case .preset("seed"): return .seed
    case .preset(let name): throw RecipeError.unknown(name: name)
    case .model(let path):
      return try ModelBundle(contentsOf: URL(fileURLWithPath: path)).manifest.featureRecipe
    case .file(let path):
      let data: Data
      do {
        data = try Data(contentsOf: URL(fileURLWithPath: path))
      } catch {
        throw RecipeError.unreadable(path: path)
      }
      do {
        return try JSONDecoder().decode(FeatureRecipe.self, from: data)
      } catch let error as DecodingError {
        throw RecipeError.notARecipe(path: path, detail: RecipeError.detail(error))
      }
    }
  }
}

/// Why there is no recipe.
enum RecipeError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// No preset has this name.
  case unknown(name: String)
  /// The file cannot be read.
  case unreadable(path: String)
  /// The file is no recipe.
  case notARecipe(path: String, detail: String)

  var description: String {
    switch self {
    case .unknown(let name):
      "There is no recipe named \(name). Recipes are logmel80, seed, or a JSON file whose name ends in .json."
    case .unreadable(let path):
      "The recipe \(path) could not be read. Check the path and its permissions."
    case .notARecipe(let path, let detail):
      "\(path) is no feature recipe: \(detail). `speech-emotion model info --json` shows one, as feature_recipe."
    }
  }

  var errorDescription: String? { description }

  /// What a decoder did not like, and where.
  static func detail(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map { $0.stringValue }.joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "at \(path), \(context.debugDescription)"
    }
    let detail =
      switch error {
      case .keyNotFound(let key, _): "the key \(key.stringValue) is missing"
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        place(context)
      @unknown default: "\(error)"
      }
    return detail.hasSuffix(".") ? String(detail.dropLast()) : detail
  }
}
