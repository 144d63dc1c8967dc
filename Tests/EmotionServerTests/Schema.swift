import Foundation
import Testing

/// As much of JSON Schema as openapi.json uses, against real answers.
struct Schema {
  /// The whole description.
  let document: [String: Any]

  /// Asks a server for its description.
  init(port: Int) throws { document = try RawConnection.ask(port, "GET", "/openapi.json").json() }

  /// Paths with their methods, as `POST /v1/live`.
  var operations: Set<String> {
    let paths = document["paths"] as? [String: [String: Any]] ?? [:]
    return Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
  }

  /// What is wrong with an answer: the status or the type is not described, or the body is not as described.
  func faults(of answer: RawConnection.Answer, to method: String, _ path: String) -> [String] {
    let operation = (document["paths"] as? [String: [String: [String: Any]]])?[path]?[method.lowercased()]
    let responses = operation?["responses"] as? [String: [String: Any]]
    let type = answer.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
    guard let content = responses?["\(answer.status)"]?["content"] as? [String: [String: Any]],
      let schema = content[type]?["schema"] as? [String: Any]
    else { return ["\(method) \(path): \(answer.status) as \(type) is not described"] }
    switch type {
    case "application/json", "application/problem+json":
      guard let value = try? JSONSerialization.jsonObject(with: answer.body) else { return ["no JSON"] }
      return mismatches(value, schema, at: "\(method) \(path)")
    case "application/x-ndjson":
      return answer.lines.flatMap { mismatches($0, schema, at: "\(method) \(path)") }
    default: return []
    }
  }

  private func mismatches(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    if let reference = (schema["$ref"] as? String)?.split(separator: "/").last {
      let schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]
      guard let target = schemas?[String(reference)] else { return ["\(place): \(reference) is not there"] }
      return mismatches(value, target, at: "\(place) \(reference)")
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let all = choices.map { mismatches(value, $0, at: place) }
      return all.contains { $0.isEmpty } ? [] : all.min { $0.count < $1.count } ?? []
    }
    let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] }
    if let types, !types.contains(where: { Self.isOf($0, value) }) {
      return ["\(place): \(value) is no \(types)"]
    }
    if let words = schema["enum"] as? [String], let text = value as? String, !words.contains(text) {
      return ["\(place): \(text) is none of \(words)"]
    }
    if let elements = value as? [Any], let items = schema["items"] as? [String: Any] {
      return elements.flatMap { mismatches($0, items, at: "\(place)[]") }
    }
    guard let object = value as? [String: Any] else { return [] }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var faults: [String] = []
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      faults.append("\(place): \(name) is missing")
    }
    for (name, member) in object {
      if let property = properties[name] ?? schema["additionalProperties"] as? [String: Any] {
        faults += mismatches(member, property, at: "\(place).\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        faults.append("\(place): \(name) is not described")
      }
    }
    return faults
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    let isBoolean = value is Bool && (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    switch type {
    case "string": return value is String
    case "null": return value is NSNull
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return value is Bool
    case "number": return value is NSNumber && !isBoolean
    case "integer": return (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: return false
    }
  }
}
