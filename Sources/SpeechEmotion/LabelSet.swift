public import Foundation

/// The classes of a model, in the order of its outputs.
///
/// A name may carry a gender: `male_calm` is the emotion `calm` spoken by a man; `angry` is an emotion alone.
public struct LabelSet: Sendable, Hashable {
  /// Names in the order of the network's outputs; at least one, no two equal.
  public let names: [String]

  /// Most labels and most characters per label that are accepted.
  static let maximumCount = 1_000
  static let maximumLength = 100

  /// Wraps names in the order of the network's outputs.
  ///
  /// - Parameter names: Printable names, no two equal, none empty.
  /// - Throws: ``LabelSetError`` saying which name is not usable.
  public init(_ names: [String]) throws(LabelSetError) {
    guard !names.isEmpty else { throw .empty }
    guard names.count <= Self.maximumCount else {
      throw .tooMany(found: names.count, maximum: Self.maximumCount)
    }
    var seen: Set<String> = []
    for name in names {
      let isPrintable = name.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
      }
      guard !name.isEmpty, name.count <= Self.maximumLength, name.utf8.count <= 4 * Self.maximumLength,
        isPrintable
      else { throw .unusableName(name) }
      guard seen.insert(name).inserted else { throw .duplicate(name) }
    }
    self.names = names
  }

  /// How many classes there are.
  public var count: Int { names.count }

  /// The emotion part of a name: `calm` of `male_calm`, `angry` of `angry`.
  public static func emotion(of name: String) -> String {
    for prefix in ["male_", "female_"] where name.hasPrefix(prefix) && name.count > prefix.count {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  /// The gender part of a name: `male` of `male_calm`, nil of `angry`.
  public static func gender(of name: String) -> String? {
    guard emotion(of: name) != name else { return nil }
    return name.hasPrefix("male_") ? "male" : "female"
  }

  /// Emotions without gender, each once, in order of first appearance.
  public var emotions: [String] { names.map(Self.emotion).uniqued() }

  /// Genders, each once, in order of first appearance; empty where any label has none.
  public var genders: [String] {
    let genders = names.compactMap(Self.gender)
    return genders.count == names.count ? genders.uniqued() : []
  }
}

extension LabelSet: Codable {
  /// Reads a JSON array of names.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let names = try container.decode([String].self)
    do {
      try self.init(names)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  /// Writes a JSON array of names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(names)
  }
}

extension Sequence where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// Why a list of names is no ``LabelSet``.
public enum LabelSetError: Error, Sendable, Equatable {
  /// There are no names.
  case empty
  /// There are more names than this program accepts.
  case tooMany(found: Int, maximum: Int)
  /// A name that is empty, too long or has control characters.
  case unusableName(String)
  /// Two names are equal.
  case duplicate(String)
}

extension LabelSetError: LocalizedError, CustomStringConvertible {
  /// What is wrong with the names and what they must be.
  public var description: String {
    switch self {
    case .empty:
      "There are no labels; a model needs at least one."
    case .tooMany(let found, let maximum):
      "There are \(found) labels; at most \(maximum) are accepted."
    case .unusableName(let name):
      "The label \(String(reflecting: String(name.prefix(40)))) is not usable; labels have 1 to "
        + "\(LabelSet.maximumLength) printable characters."
    case .duplicate(let name):
      "The label \"\(name)\" is there twice; labels must differ."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
