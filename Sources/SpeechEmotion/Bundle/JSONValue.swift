internal import Foundation

/// Any JSON, kept as it is: what one part of the program stores for another without knowing its form.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without fraction.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Named values.
  case object([String: JSONValue])

  /// Deepest nesting that is read.
  static let maximumDepth = 64

  /// Takes down any value as JSON.
  ///
  /// - Parameter value: What to take down.
  /// - Throws: `EncodingError` where the value cannot be JSON, as a number that is not finite.
  public init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(value))
  }

  /// Reads a value back.
  ///
  /// - Parameter type: What was taken down.
  /// - Returns: The value.
  /// - Throws: `DecodingError` where the JSON has another form.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: try JSONEncoder().encode(self))
  }

  /// The member of an object, or nil.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }
}

extension JSONValue: Codable {
  /// Reads any JSON.
  public init(from decoder: any Decoder) throws {
    guard decoder.codingPath.count <= Self.maximumDepth else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "The JSON is nested deeper than \(Self.maximumDepth) levels.")
      )
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let list = try? decoder.unkeyedContainer() {
      self = .array(try Self.elements(of: list))
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  private static func elements(of list: any UnkeyedDecodingContainer) throws -> [JSONValue] {
    var list = list
    var elements: [JSONValue] = []
    while !list.isAtEnd { elements.append(try list.decode(JSONValue.self)) }
    return elements
  }

  /// Writes the JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let elements): try container.encode(elements)
    case .object(let members): try container.encode(members)
    }
  }
}
