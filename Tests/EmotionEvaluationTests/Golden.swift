import Foundation
import Testing

/// Reads the tables that `Golden/make_golden.py` wrote.
func golden<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
  let folder = Bundle.module.resourceURL?.appendingPathComponent("Golden")
  let url = try #require(folder?.appendingPathComponent(name))
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  return try decoder.decode(type, from: Data(contentsOf: url))
}
